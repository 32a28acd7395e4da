import type { JournalSettings } from '../../../gateway/journal/journal-settings.ts';

/** Twenty channels that only count. */
export const committingSettings = (folder: string): JournalSettings => ({
  folder,
  gateway: 'killed',
  channels: Array.from({ length: 20 }, (_, place) => ({
    id: `unit-${place}/count`,
    device: `unit-${place}`,
    cabinet: 'c',
    unit: 'none',
    resolution: 1,
    every: 1000,
  })),
  keep: { commit: 20, seal: 100, readings: 1e12, bytes: 4e9 },
  uplinks: ['city'],
  bootId: 'one',
  version: '0',
  clock: 'sure',
});
