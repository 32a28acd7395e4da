import { type Encoding, type Register, registerCount } from '../../device-profiles/profile.ts';

/** How many-bit integers end; beyond it a device would show its last number. */
const INTEGER_ENDS: Partial<Record<Encoding, readonly [number, number]>> = {
  bit: [0, 1],
  int16: [-0x8000, 0x7fff],
  uint16: [0, 0xffff],
  int32: [-0x8000_0000, 0x7fff_ffff],
  uint32: [0, 0xffff_ffff],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  bcd16: [0, 9999],
  bcd32: [0, 99_999_999],
};

/** The nearest raw number that a register of this type can hold; NaN only in floats. */
export const nearestRaw = (register: Pick<Register, 'type' | 'negativeFrom'>, raw: number): number => {
  if (register.type === 'float32') return Math.fround(raw);
  if (register.type === 'float64') return raw;
  const negativeFrom = register.negativeFrom ?? 0x8000;
  const [least, most] = INTEGER_ENDS[register.type] ?? [negativeFrom - 0xffff, negativeFrom - 1];
  return Math.min(most, Math.max(least, Math.round(raw)));
};

const decimalDigits = (raw: number): bigint => BigInt(`0x${raw}`);

/** The bits of a raw number, most significant word first, before any order of words or bytes is applied. */
const bitsOf = (type: Encoding, raw: number, negativeFrom: number): bigint => {
  const bytes = new DataView(new ArrayBuffer(8));
  switch (type) {
    case 'float32':
      bytes.setFloat32(0, raw);
      return BigInt(bytes.getUint32(0));
    case 'float64':
      bytes.setFloat64(0, raw);
      return bytes.getBigUint64(0);
    case 'bcd16':
    case 'bcd32':
      return decimalDigits(raw);
    case 'offset-negative':
      return BigInt(raw < 0 ? negativeFrom - raw : raw);
    default:
      return BigInt.asUintN(registerCount(type) * 16, BigInt(raw));
  }
};

const swappedBytes = (word: number): number => ((word & 0xff) << 8) | (word >>> 8);

/**
 * The 16-bit words that a device with this register puts on the wire for a raw number, in order of address. A `bit` gives
 * 0 or 1; where in its word it stands is the image's affair.
 */
export const wordsOfRaw = (
  register: Pick<Register, 'type' | 'negativeFrom' | 'wordOrder' | 'byteOrder'>,
  raw: number,
): readonly number[] => {
  const count = registerCount(register.type);
  const bits = bitsOf(register.type, nearestRaw(register, raw), register.negativeFrom ?? 0x8000);
  const words = Array.from({ length: count }, (_, place) => Number((bits >> BigInt((count - 1 - place) * 16)) & 0xffffn));
  const ordered = register.wordOrder === 'little' ? words.reverse() : words;
  return register.byteOrder === 'little' ? ordered.map(swappedBytes) : ordered;
};
