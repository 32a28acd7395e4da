import type { Block } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { qualityWords } from './status-screen.ts';
import { textTable } from './text-table.ts';

interface LastReading {
  readonly channel: string;
  readonly at: UtcMillis;
  readonly value: number | null;
  readonly quality: string;
}

/** The last reading of each channel in these blocks, which come in rising order. */
export const lastReadings = (blocks: Iterable<Block>): readonly LastReading[] => {
  const latest = new Map<string, LastReading>();
  for (const block of blocks) {
    if (block.lane !== 'readings') continue;
    for (const [offset, place, value, quality = 'good'] of block.readings) {
      const channel = block.channels[place] ?? '';
      latest.set(channel, { channel, at: block.t0 + offset, value, quality });
    }
  }
  return [...latest.values()].sort((one, other) => one.channel.localeCompare(other.channel));
};

/** What a record last knew, for a box on which no gateway runs: each value with its own time, and never as the state of now. */
export const lastKnownScreen = (readings: readonly LastReading[], timeZone: string, language: Language): readonly string[] => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const head = (['screen.channel', 'screen.value', 'screen.state', 'screen.time'] as const).map((key) => say(language, key));
  const rows = readings.map(({ channel, at, value, quality }) => [
    channel,
    value === null ? '—' : String(value),
    qualityWords(quality, language),
    format.format(at),
  ]);
  return [say(language, 'screen.last-known'), '', ...textTable([head, ...rows])];
};
