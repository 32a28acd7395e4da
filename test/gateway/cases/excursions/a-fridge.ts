import { createExcursions, type ExcursionNeeds } from '../../../../gateway/cases/excursions/excursions.ts';
import type { Channel } from '../../../../gateway/domain/channel.ts';
import type { Instant } from '../../../../gateway/domain/clock.ts';
import type { Limit } from '../../../../gateway/domain/limit.ts';
import type { Quality } from '../../../../gateway/domain/quality.ts';
import type { SavedState } from '../../../../gateway/domain/saved-state.ts';
import type { ExcursionFact } from '../../../../gateway/domain/supervision-fact.ts';

export const MINUTE = 60_000;
const source = { document: 'a test', edition: '1', force: 'practice', verified: false } as const;

/** Above 8 °C is against the law; back at 7.5 °C for a minute is back. */
const LEGAL: Limit = {
  level: 'legal', side: 'high', value: 8, onDelay: 30 * MINUTE, offDelay: MINUTE, deadband: 0.5, source,
}; // biome-ignore format: a limit to read

/** A fridge read once a minute, with a door's contact. */
export const CHANNELS: readonly Channel[] = [
  {
    id: 'fridge/temperature', device: 'fridge', cabinet: 'fridge', unit: 'degC', resolution: 0.1, every: MINUTE, door: 'doors/input_1',
    rule: { id: 'test.fridge', unit: 'degC', limits: [LEGAL], silence: 10 * MINUTE, probeFault: 0, afterGap: true },
  },
  { id: 'doors/input_1', device: 'doors', cabinet: 'fridge’s door', unit: 'none', resolution: 1, every: MINUTE },
]; // biome-ignore format: channels to read

/** A fridge whose values are told by the minute; `offset` is what the wall clock is ahead of the one that only grows. */
export const openFridge = (saved: readonly SavedState[] = [], offset = 0, more: Partial<ExcursionNeeds> = {}) => {
  let ids = 0;
  const excursions = createExcursions({ channels: CHANNELS, saved, newId: () => `x-${++ids}`, journal: 'j', ...more });
  const instant = (minute: number): Instant => ({ now: minute * MINUTE + offset, elapsed: minute * MINUTE });
  const show = (place: number, minute: number, value: number, quality: Quality = 'good'): readonly ExcursionFact[] =>
    excursions.see({ elapsed: minute * MINUTE, channels: [place], values: [value], qualities: [quality] }, instant(minute));
  return {
    excursions,
    instant,
    read: (minute: number, value: number, quality?: Quality) => show(0, minute, value, quality),
    door: (minute: number, isOpen: boolean) => show(1, minute, isOpen ? 1 : 0),
    /** A value each minute, the first at `from`. */
    readAll: (from: number, values: readonly number[]) => values.flatMap((value, place) => show(0, from + place, value)),
  };
};
