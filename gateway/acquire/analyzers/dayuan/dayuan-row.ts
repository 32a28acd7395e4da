import type { DayuanFrame } from './dayuan-frame.ts';

/** Which model's rows these are: they differ in all but the frame around them. */
export type DayuanModel = 'lz4000t' | 'tl310';

/** Commands and lengths of data by which a frame is a row. The LZ-4000 adds the tested party (16 bytes). */
const ROWS: Readonly<Record<DayuanModel, { readonly commands: readonly number[]; readonly lengths: readonly number[] }>> = {
  lz4000t: { commands: [0x11], lengths: [20, 36] },
  // Its tool looks at lengths only; an answer elsewhere on this link is the command plus one.
  tl310: { commands: [0x15, 0x16], lengths: [21] },
};

/** Where total and index stand in a row's data, two bytes each, low byte first. */
const COUNTS: Readonly<Record<DayuanModel, number>> = { lz4000t: 0, tl310: 1 };

/** True for a frame that is a row of results. */
export const isRow = ({ command, data }: DayuanFrame, model: DayuanModel): boolean =>
  ROWS[model].commands.includes(command) && ROWS[model].lengths.includes(data.length);

const viewOf = ({ data }: DayuanFrame): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);

/** How many rows the answer has, and which of them this is. */
export const countsOf = (frame: DayuanFrame, model: DayuanModel): { readonly total: number; readonly index: number } => {
  const view = viewOf(frame);
  const place = COUNTS[model];
  return { total: view.getUint16(place, true), index: view.getUint16(place + 2, true) };
};

/** What stays the same when a row is sent again in another answer: all but total and index. */
export const identityOf = ({ data }: DayuanFrame, model: DayuanModel): string => {
  const place = COUNTS[model];
  return Buffer.from([...data.subarray(0, place), ...data.subarray(place + 4)]).toString('latin1');
};
