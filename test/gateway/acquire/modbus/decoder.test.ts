import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Encoding, profileSchema, type Register } from '../../../../device-profiles/profile.ts';
import { type Correction, decoderOf, type ScaleSource } from '../../../../gateway/acquire/modbus/decoder.ts';
import { rawNumber } from '../../../../gateway/acquire/modbus/raw-number.ts';
import { valueOfRaw } from '../../../../simulators/world/register-value.ts';
import { nearestRaw, wordsOfRaw } from '../../../../simulators/world/register-words.ts';
import { testDevice } from '../test-device.ts';

const registerOf = (parts: Readonly<Record<string, unknown>>): Register => {
  const { profile } = testDevice({
    registers: [{ name: 'value', role: 'measurement', table: 'holding', address: 0, type: 'int16', ...parts }],
  });
  const [register] = profileSchema.parse(profile).registers;
  if (register === undefined) throw new Error('no register');
  return register;
};

const dataOf = (...words: readonly number[]): DataView => {
  const data = new DataView(new ArrayBuffer(2 * words.length));
  words.forEach((word, place) => {
    data.setUint16(2 * place, word);
  });
  return data;
};

/** The value and quality of a register over these words. */
const decoded = (
  parts: Readonly<Record<string, unknown>>,
  words: readonly number[],
  more: { readonly correction?: Correction; readonly scaleSource?: ScaleSource; readonly place?: number } = {},
) => {
  const verdict = { quality: 'good' as const };
  const value = decoderOf({ register: registerOf(parts), place: 0, correction: { offset: 0 }, ...more })(
    dataOf(...words),
    verdict,
  );
  return [value, verdict.quality];
};

const NO_PROBE = [{ raw: -32768, means: 'probe-open' }];

describe('the value of a register', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly number[], number]>([
    ['int16, negative', { scale: 0.1 }, [0xff9c], -10],
    ['int16 that prints as written', { scale: 0.1 }, [42], 4.2],
    ['uint16', { type: 'uint16', scale: 0.1 }, [0xff9c], 6543.6],
    ['uint16 with an offset', { type: 'uint16', scale: 0.1, offset: -50 }, [600], 10],
    ['int32, low word first', { type: 'int32', wordOrder: 'little' }, [0xfffe, 0xffff], -2],
    ['uint32', { type: 'uint32' }, [1, 2], 65_538],
    ['uint32 with bytes turned', { type: 'uint32', byteOrder: 'little' }, [0x0100, 0x0200], 65_538],
    ['int64', { type: 'int64' }, [0xffff, 0xffff, 0xffff, 0xfffe], -2],
    ['float32', { type: 'float32', resolution: 0.1 }, [0x4086, 0x6666], 4.2],
    ['float32, low word first', { type: 'float32', resolution: 0.1, wordOrder: 'little' }, [0x6666, 0x4086], 4.2],
    ['float64', { type: 'float64', resolution: 0.1 }, [0x4010, 0xcccc, 0xcccc, 0xcccd], 4.2],
    ['bcd16', { type: 'bcd16', scale: 0.1 }, [0x0425], 42.5],
    ['bcd32', { type: 'bcd32' }, [0x1234, 0x5678], 12_345_678],
    ['offset-negative, below', { type: 'offset-negative', negativeFrom: 10_000, scale: 0.1 }, [123], 12.3],
    ['offset-negative, above', { type: 'offset-negative', negativeFrom: 10_000, scale: 0.1 }, [10_123], -12.3],
    ['one bit of a register', { type: 'bit', bit: 3 }, [0b1000], 1],
    ['one bit of a register where 0 means on', { type: 'bit', bit: 3, inverted: true }, [0b1000], 0],
  ])('%s', (_, parts, words, value) => {
    expect(decoded(parts, words)).toEqual([value, 'good']);
  });

  test('of a coil stands in the packed bits, lowest first', () => {
    const data = new DataView(Uint8Array.of(0b1000_0001, 0b0000_0010).buffer);
    const bits = [0, 1, 7, 8, 9].map((place) => rawNumber(registerOf({ table: 'coil', type: 'bit' }), place)(data));
    expect(bits).toEqual([1, 0, 1, 0, 1]);
  });

  test('is what the simulators’ own reckoning says, for every type and order', () => {
    const types: readonly Encoding[] = [
      'int16',
      'uint16',
      'int32',
      'uint32',
      'int64',
      'float32',
      'float64',
      'bcd16',
      'bcd32',
      'offset-negative',
    ];
    const orders = fc.constantFrom('big', 'little');
    const scale = fc.constantFrom(1, 0.1, 0.01, 0.5, 2);
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        orders,
        orders,
        scale,
        fc.integer({ min: -70_000, max: 70_000 }),
        fc.nat(3),
        (type, wordOrder, byteOrder, step, number, place) => {
          const register = registerOf({
            type,
            wordOrder,
            byteOrder,
            scale: step,
            ...(type === 'offset-negative' ? { negativeFrom: 10_000 } : {}),
            ...(type.startsWith('float') ? { resolution: 0.01 } : {}),
          });
          const raw = nearestRaw(register, number);
          const words = [...Array.from({ length: place }, () => 0xdead), ...wordsOfRaw(register, raw)];
          const verdict = { quality: 'good' as const };
          const value = decoderOf({ register, place, correction: { offset: 0 } })(dataOf(...words), verdict);
          expect(value).toBe(valueOfRaw(register, raw));
          expect(verdict.quality).toBe('good');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the quality of a value', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly number[], string]>([
    ['a code for no probe', { sentinels: NO_PROBE }, [0x8000], 'probe-open'],
    [
      'a code among several',
      {
        sentinels: [
          { raw: 30_000, means: 'probe-open' },
          { raw: -30_000, means: 'probe-short' },
        ],
      },
      [0x8ad0],
      'probe-short',
    ],
    [
      'a range of codes',
      { type: 'uint16', sentinels: [{ raw: 0x8002, to: 0x8007, means: 'probe-fault' }] },
      [0x8005],
      'probe-fault',
    ],
    ['no number in a float', { type: 'float32', resolution: 0.1 }, [0x7fc0, 0], 'probe-fault'],
    ['infinity', { type: 'float32', resolution: 0.1 }, [0x7f80, 0], 'probe-fault'],
    [
      'no number where the maker says what that means',
      { type: 'float32', resolution: 0.1, sentinels: [{ raw: 'nan', means: 'probe-open' }] },
      [0x7fc0, 0],
      'probe-open',
    ],
    ['digits that are none', { type: 'bcd16' }, [0x0a12], 'probe-fault'],
    ['an int64 that no number holds exactly', { type: 'int64' }, [0x7fff, 0xffff, 0xffff, 0xffff], 'probe-fault'],
  ])('%s is said, and leaves no value', (_, parts, words, quality) => {
    expect(decoded(parts, words)).toEqual([Number.NaN, quality]);
  });

  test('beyond what the probe can report is doubted, and the value stays', () => {
    const parts = { scale: 0.1, range: [-40, 60] };
    expect(decoded(parts, [601])).toEqual([60.1, 'out-of-range']);
    expect(decoded(parts, [600])).toEqual([60, 'good']);
    expect(decoded(parts, [0xfe70])).toEqual([-40, 'good']);
    expect(decoded(parts, [0xfe6f])).toEqual([-40.1, 'out-of-range']);
  });

  test('is judged on the value as read, before it is corrected', () => {
    const parts = { scale: 0.1, range: [-40, 60] };
    expect(decoded(parts, [600], { correction: { offset: 0.5 } })).toEqual([60.5, 'good']);
    expect(decoded(parts, [601], { correction: { offset: -0.5 } })).toEqual([59.6, 'out-of-range']);
    expect(decoded(parts, [42], { correction: { offset: -0.2 } })).toEqual([4, 'good']);
  });
});

describe('a scale that stands in another register', () => {
  const parts = { scaleFrom: { register: 'points', factors: { 0: 1, 1: 0.1, 2: 0.01 } } };
  const withScale = (raw: number, quality: ScaleSource['quality'] = 'no-answer') =>
    decoded(parts, [1234], { scaleSource: { raw, quality } });

  test('gives the value its point', () => {
    expect([withScale(0), withScale(1), withScale(2)]).toEqual([
      [1234, 'good'],
      [123.4, 'good'],
      [12.34, 'good'],
    ]);
  });

  test('that is none of those listed is a fault, and one that didn’t come is why there is no value', () => {
    expect(withScale(3)).toEqual([Number.NaN, 'probe-fault']);
    expect(withScale(Number.NaN)).toEqual([Number.NaN, 'no-answer']);
    expect(withScale(Number.NaN, 'exception:2')).toEqual([Number.NaN, 'exception:2']);
  });
});
