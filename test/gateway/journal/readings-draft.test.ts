import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealBlock } from '../../../gateway/domain/block.ts';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import { EMPTY_HEAD } from '../../../gateway/domain/lane.ts';
import { hasValue, qualityCode, qualityOf } from '../../../gateway/domain/quality.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { LONGEST_READINGS_TEXT, ReadingsDraft } from '../../../gateway/journal/readings-draft.ts';

const CHANNELS = ['fridge-1/temperature', 'fridge-1/humidity', '1号柜/温度', 'a"b\\c/d'];
const RUN = { boot: 7, config: 'c41d07ae52b8', channels: CHANNELS };
const IDENTITY = { gateway: 'no3-canteen', journal: 'k3v9q2xw' };
const CODES = (['good', 'no-answer', 'probe-open', 'out-of-range', 'frozen', 'exception:2', 'exception:255'] as const).map(
  qualityCode,
);

const reading = fc.record({
  wait: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20_000, noNaN: true })),
  place: fc.nat(CHANNELS.length - 1),
  value: fc.oneof(
    fc.double(),
    fc.integer({ min: -400, max: 1500 }).map((tenths) => tenths / 10),
    fc.constant(Number.NaN),
    fc.constant(-0),
  ),
  code: fc.constantFrom(...CODES),
});

type Given = { readonly wait: number; readonly place: number; readonly value: number; readonly code: number };

const numbersOf = (readings: readonly Given[]): Float64Array => {
  let elapsed = 86_400_123.7;
  return Float64Array.from(
    readings.flatMap(({ wait, place, value, code }) => {
      elapsed += wait;
      return [elapsed, place, value, code];
    }),
  );
};

/** The same readings as the domain would seal them. */
const asDomain = (numbers: Float64Array) => {
  const up = Math.floor(numbers[0] ?? 0);
  const places: number[] = [];
  const readings = Array.from({ length: numbers.length / 4 }, (_, index) => {
    const [elapsed = 0, place = 0, value = 0, code = 0] = numbers.subarray(index * 4, index * 4 + 4);
    if (!places.includes(place)) places.push(place);
    const quality = code === 0 && !Number.isFinite(value) ? 'probe-fault' : qualityOf(code);
    const kept = Number.isFinite(value) && hasValue(quality) ? value : null;
    const start = [Math.floor(elapsed) - up, places.indexOf(place), kept] as const;
    return quality === 'good' ? start : ([...start, quality] as const);
  });
  return { up, t0: 1_795_248_000_000, channels: places.map((place) => CHANNELS[place] ?? ''), readings };
};

describe('a block of readings built from plain numbers', () => {
  test('equals, byte for byte, what the domain seals of the same readings', () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 60 }), (given) => {
        const numbers = numbersOf(given);
        const draft = new ReadingsDraft(RUN);
        const { up, t0, channels, readings } = asDomain(numbers);
        expect(draft.take(numbers, 0, { now: t0, elapsed: up }, 'sure')).toBe(numbers.length);
        const sealed = draft.seal(IDENTITY, EMPTY_HEAD, sha256);
        const header = {
          v: 1,
          ...IDENTITY,
          first: 1,
          last: given.length,
          prev: EMPTY_HEAD[1],
          config: RUN.config,
          boot: 7,
          up,
          t0,
          clock: 'sure',
        } as const;
        expect(sealed).toEqual(sealBlock({ ...header, lane: 'readings', channels, readings }, sha256));
        expect(parseBlockLine(sealed.line, sha256).is).toBe('block');
      }),
      { numRuns: 300 },
    );
  });

  test('is never longer than a block of readings may be, and takes at least one', () => {
    const draft = new ReadingsDraft(RUN);
    const numbers = numbersOf(
      Array.from({ length: 5000 }, () => ({ wait: 1, place: 1, value: 1 / 3, code: qualityCode('out-of-range') })),
    );
    const next = draft.take(numbers, 0, { now: 0, elapsed: 0 }, 'sure');
    expect(next).toBeLessThan(numbers.length);
    expect(draft.length).toBeLessThanOrEqual(LONGEST_READINGS_TEXT);
    expect(draft.full).toBe(true);
  });

  test('begins with its earliest reading, though it was not the first to come', () => {
    const draft = new ReadingsDraft(RUN);
    const numbers = Float64Array.of(2000, 0, 4.2, 0, 1500, 1, 55, 0);
    draft.take(numbers, 0, { now: 100_000, elapsed: 3000 }, 'unsure');
    expect(draft.began).toEqual({ up: 1500, t0: 98_500, clock: 'unsure' });
    expect(draft.seal(IDENTITY, EMPTY_HEAD, sha256).line).toContain('"readings":[[500,0,4.2],[0,1,55]]');
  });

  test('stops before a reading that is earlier than its beginning', () => {
    const draft = new ReadingsDraft(RUN);
    draft.take(Float64Array.of(2000, 0, 4.2, 0), 0, { now: 100_000, elapsed: 3000 }, 'sure');
    expect(draft.take(Float64Array.of(1999, 0, 4.2, 0), 0, { now: 100_000, elapsed: 3000 }, 'sure')).toBe(0);
  });

  test('refuses a place that the channel table does not have', () => {
    const draft = new ReadingsDraft(RUN);
    expect(() => draft.take(Float64Array.of(1, 99, 4.2, 0), 0, { now: 0, elapsed: 0 }, 'sure')).toThrow(RangeError);
  });
});
