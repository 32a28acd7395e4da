import { type Encoding, type Register, registerCount } from '../../../device-profiles/profile.ts';

/** The raw number of one register in the data of an answer; NaN where its bits make no number. */
export type RawNumber = (data: DataView) => number;

/** Reads one value of big-endian words and bytes that begins at `byte`. */
type FromBytes = (data: DataView, byte: number) => number;

const TWO_32 = 2 ** 32;

/** Decimal digits in nibbles; a nibble beyond nine is no digit. */
const digits = (bits: number, nibbles: number): number => {
  let number = 0;
  for (let nibble = nibbles - 1; nibble >= 0; nibble -= 1) {
    const digit = (bits >>> (4 * nibble)) & 15;
    if (digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
};

const exactInt64: FromBytes = (data, byte) => {
  const number = data.getInt32(byte) * TWO_32 + data.getUint32(byte + 4);
  return Number.isSafeInteger(number) ? number : Number.NaN;
};

/** How each encoding is read once its bytes stand in Modbus's own order. */
const READERS: Readonly<Record<Exclude<Encoding, 'bit' | 'offset-negative'>, FromBytes>> = {
  int16: (data, byte) => data.getInt16(byte),
  uint16: (data, byte) => data.getUint16(byte),
  int32: (data, byte) => data.getInt32(byte),
  uint32: (data, byte) => data.getUint32(byte),
  int64: exactInt64,
  float32: (data, byte) => data.getFloat32(byte),
  float64: (data, byte) => data.getFloat64(byte),
  bcd16: (data, byte) => digits(data.getUint16(byte), 4),
  bcd32: (data, byte) => digits(data.getUint32(byte), 8),
};

const readerOf = (register: Register): FromBytes => {
  const { type, bit = 0, negativeFrom = 0x1_0000 } = register;
  if (type === 'bit') return (data, byte) => (data.getUint16(byte) >> bit) & 1;
  if (type !== 'offset-negative') return READERS[type];
  return (data, byte) => {
    const bits = data.getUint16(byte);
    return bits >= negativeFrom ? -(bits - negativeFrom) : bits;
  };
};

/** Puts the words and bytes of a value in Modbus's own order before they are read. */
const rearranged = (read: FromBytes, { type, wordOrder, byteOrder }: Register): FromBytes => {
  if (wordOrder === 'big' && byteOrder === 'big') return read;
  const count = registerCount(type);
  const ordered = new DataView(new ArrayBuffer(2 * count));
  return (data, byte) => {
    for (let word = 0; word < count; word += 1) {
      const from = wordOrder === 'big' ? word : count - 1 - word;
      ordered.setUint16(2 * word, data.getUint16(byte + 2 * from, byteOrder === 'little'));
    }
    return read(ordered, 0);
  };
};

/** Reads a register's raw number; `place` is its distance from the first register (or bit) of the read. */
export const rawNumber = (register: Register, place: number): RawNumber => {
  if (register.table === 'coil' || register.table === 'discrete') {
    // Bits are packed from the lowest of the first byte on: V1.1b3, 6.1.
    return (data) => (data.getUint8(place >> 3) >> (place & 7)) & 1;
  }
  const read = rearranged(readerOf(register), register);
  const byte = 2 * place;
  return (data) => read(data, byte);
};
