import { createRequestReader, type DayuanFrame, dayuanFrame, littleEndian } from './dayuan-frame.ts';
import type { MeasuredResult } from './measured-result.ts';
import type { MeterSpeech, TalkNeeds } from './meter.ts';
import { handsOf } from './meter-clock.ts';

const LINK_TEST = 0x01;
const ROWS = 0x15;
const PASS = 0x02;
const OVER = 0x01;
/** From here on the meter's own conclusion is “over”. */
const CUT_OFF = 50;

const rowOf = (result: MeasuredResult, index: number, total: number): Uint8Array =>
  dayuanFrame(0x16, [
    0xff,
    ...littleEndian(total),
    ...littleEndian(index),
    result.channel,
    0,
    ...handsOf(result.measuredAt),
    0,
    0,
    ...littleEndian(Math.round(result.absorbance * 1000)),
    ...littleEndian(Math.round(Number(result.value) * 10)),
    Number(result.value) >= CUT_OFF ? OVER : PASS,
    0,
  ]);

const asked = (stored: readonly MeasuredResult[], data: Uint8Array): readonly MeasuredResult[] => {
  const isAll = data.slice(1, 4).every((byte) => byte === 0xff);
  const last = stored.at(-1)?.run;
  return isAll ? stored : stored.filter(({ run }) => run === last);
};

const answer = ({ memory, send, done }: TalkNeeds, { command, data }: DayuanFrame): void => {
  if (command === LINK_TEST) send(dayuanFrame(0x02, [0xff, 0x02, 0x10, 0x10]));
  if (command !== ROWS) return;
  const rows = asked(memory.stored(), data);
  for (const [place, row] of rows.entries()) send(rowOf(row, place + 1, rows.length));
  done();
};

/** A DaYuan TL-310: hands over its last run, or its whole memory, as often as a host asks. */
export const tl310Speech: MeterSpeech = {
  habits: { controls: new Set([0x7e]), noiseBeside: () => 'around' },
  begin: (needs) => ({
    receive: createRequestReader((request) => answer(needs, request)),
    transfer: () => undefined,
    stop: () => undefined,
  }),
};
