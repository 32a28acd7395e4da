import { createRequestReader, type DayuanFrame, dayuanFrame, littleEndian } from './dayuan-frame.ts';
import { gb18030Field } from './gb18030.ts';
import type { MeasuredResult } from './measured-result.ts';
import type { MeterSpeech, TalkNeeds } from './meter.ts';
import { handsOf } from './meter-clock.ts';

const LINK_TEST = 0x00;
const DAY = 0x10;
const COUNT = 0x12;

/** Results of one of the meter's days, as the request names it. */
const ofDay = (stored: readonly MeasuredResult[], [year, month, day]: Uint8Array): readonly MeasuredResult[] =>
  stored.filter(({ measuredAt }) => {
    const hands = handsOf(measuredAt);
    return hands[0] === year && hands[1] === month && hands[2] === day;
  });

/** The number of a sample within its day, which is all that this meter knows of it. */
const rowOf = (result: MeasuredResult, index: number, total: number): Uint8Array =>
  dayuanFrame(0x11, [
    ...littleEndian(total),
    ...littleEndian(index),
    ...littleEndian(result.record),
    ...gb18030Field('白菜', 6),
    ...handsOf(result.measuredAt),
    ...littleEndian(Math.round(Number(result.value) * 100)),
  ]);

const answer = ({ memory, send, done }: TalkNeeds, { command, data }: DayuanFrame): void => {
  if (command === LINK_TEST) send(dayuanFrame(0x01, [0, 0]));
  const rows = ofDay(memory.stored(), data);
  if (command === COUNT) send(dayuanFrame(0x13, [...data.slice(0, 3), ...littleEndian(rows.length)]));
  if (command !== DAY) return;
  for (const [place, row] of rows.entries()) send(rowOf(row, place + 1, rows.length));
  done();
};

/** A DaYuan LZ-4000T: hands over the rows of a day as often as a host asks for it, and hears no word of what became of them. */
export const lz4000tSpeech: MeterSpeech = {
  habits: { controls: new Set([0x7e]), noiseBeside: () => 'around' },
  begin: (needs) => ({
    receive: createRequestReader((request) => answer(needs, request)),
    transfer: () => undefined,
    stop: () => undefined,
  }),
};
