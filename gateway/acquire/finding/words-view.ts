import type { Table } from '../../../device-profiles/profile.ts';

/** The values of a reply as the bytes of an answer again: registers big-endian, bits packed from the lowest of the first byte on. */
export const viewOf = (table: Table, values: readonly number[]): DataView => {
  const isBits = table === 'coil' || table === 'discrete';
  const view = new DataView(new ArrayBuffer(isBits ? Math.ceil(values.length / 8) : values.length * 2));
  for (const [place, value] of values.entries()) {
    if (!isBits) view.setUint16(place * 2, value);
    else if (value !== 0) view.setUint8(place >> 3, view.getUint8(place >> 3) | (1 << (place & 7)));
  }
  return view;
};

/** The registers, or bits, that the data of an answer holds. */
export const valuesIn = (table: Table, data: DataView, count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) =>
    table === 'coil' || table === 'discrete' ? (data.getUint8(place >> 3) >> (place & 7)) & 1 : data.getUint16(place * 2),
  );
