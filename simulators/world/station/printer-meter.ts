import type { Millis } from '../../../gateway/domain/clock.ts';
import { gb18030 } from './gb18030.ts';
import { byRun, type MeasuredResult } from './measured-result.ts';
import type { MeterSpeech, Talk, TalkNeeds } from './meter.ts';
import { plainText } from './meter-clock.ts';

export interface PrinterHabits {
  /** Columns of its paper. */
  readonly columns: 24 | 32;
  /** `slip`: several lines for each result. `table`: a run's results as rows under one heading. */
  readonly layout: 'slip' | 'table';
}

const ESC = 0x1b;
const GS = 0x1d;
/** ESC/POS: initialise; character size; bold; feed and cut. */
const INITIALISE = [ESC, 0x40] as const;
const LARGE = [GS, 0x21, 0x11] as const;
const NORMAL = [GS, 0x21, 0x00] as const;
const BOLD = [ESC, 0x45, 0x01] as const;
const NOT_BOLD = [ESC, 0x45, 0x00] as const;
const FEED = [ESC, 0x64, 0x03] as const;

/** The mechanism needs this long for a slip; the line is quiet meanwhile. */
const PAPER: Millis = 2000;

/** From here on the meter's own conclusion is 不合格. */
const CUT_OFF = 50;

const line = (text: string): readonly number[] => [...gb18030(text), 0x0d, 0x0a];
const EMPTY_LINES: readonly number[] = ['', '', ''].flatMap(line);
const conclusion = (value: string): string => (Number(value) >= CUT_OFF ? '不合格' : '合格');

const heading = (columns: number): readonly number[] => [
  ...INITIALISE,
  ...LARGE,
  ...line('农残检测报告'),
  ...NORMAL,
  ...line('-'.repeat(columns)),
];

const slipOf = (result: MeasuredResult, columns: number): readonly number[] => [
  ...heading(columns),
  ...line(`序号:${String(result.record).padStart(4, '0')}`),
  ...line(`通道:${String(result.channel).padStart(2, '0')}`),
  ...line(`样品编号:${result.sampleId}`),
  ...BOLD,
  ...line(`抑制率:${result.value}${result.unit} ${conclusion(result.value)}`),
  ...NOT_BOLD,
  ...line(`时间:${plainText(result.measuredAt)}`),
  ...line('-'.repeat(columns)),
  ...FEED,
  ...EMPTY_LINES,
];

// On 24 columns a row has no room for a time: it stands in the heading.
const rowOf = (result: MeasuredResult): readonly number[] =>
  line(
    [
      String(result.record).padStart(4, '0'),
      String(result.channel).padStart(2, '0'),
      result.sampleId === '' ? '-' : result.sampleId,
      `${result.value}${result.unit}`,
      conclusion(result.value),
    ].join(' '),
  );

const tableOf = (run: readonly MeasuredResult[], columns: number): readonly number[] => [
  ...heading(columns),
  ...line(`时间:${plainText(run[0]?.measuredAt ?? 0)}`),
  ...run.flatMap(rowOf),
  ...line('-'.repeat(columns)),
  ...FEED,
  ...EMPTY_LINES,
];

/** What is printed at a time. */
interface Printout {
  readonly results: readonly MeasuredResult[];
  readonly bytes: Uint8Array;
}

const printouts = (owed: readonly MeasuredResult[], { columns, layout }: PrinterHabits): readonly Printout[] =>
  layout === 'slip'
    ? owed.map((result) => ({ results: [result], bytes: Uint8Array.from(slipOf(result, columns)) }))
    : byRun(owed).map((run) => ({ results: run, bytes: Uint8Array.from(tableOf(run, columns)) }));

const printerTalk = (needs: TalkNeeds, habits: PrinterHabits): Talk => {
  const { clock, memory } = needs;
  let isPrinting = false;
  let cancel = (): void => undefined;
  const print = (): void => {
    const [next] = printouts(memory.owed(), habits);
    isPrinting = next !== undefined;
    if (next === undefined) needs.done();
    else printOut(next);
  };
  const printOut = (next: Printout): void =>
    needs.send(next.bytes, () => {
      memory.sent(next.results);
      cancel = clock.after(PAPER, print);
    });
  return {
    receive: () => undefined,
    transfer: () => {
      if (!isPrinting) print();
    },
    stop: () => cancel(),
  };
};

/**
 * A meter of which only the printer's port is at hand: GB18030 text with ESC/POS codes, one way. It never hears whether anybody
 * read it; after a power cut the operator prints again what wasn't printed whole.
 */
export const printerSpeech = (habits: PrinterHabits): MeterSpeech => ({
  habits: { controls: new Set([ESC, GS, 0x0d, 0x0a]), noiseBeside: () => 'around' },
  begin: (needs) => printerTalk(needs, habits),
});
