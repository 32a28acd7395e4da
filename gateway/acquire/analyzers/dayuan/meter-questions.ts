import type { Cancel, Clock, Millis } from '../../../domain/clock.ts';
import type { DayuanFrame } from './dayuan-frame.ts';
import { countsOf, type DayuanModel, isRow } from './dayuan-row.ts';
import { createRowCount, type RowCount } from './row-count.ts';

/** These meters answer within some 10 ms; a converter adds its own. */
const TO_ANSWER: Millis = 1_000;

/** Rows follow each other without a pause; after this the rest is lost. */
const BETWEEN_ROWS: Millis = 500;

/** How a question for rows was answered. */
export type RowsAnswer =
  | 'complete'
  | 'gap' // some came, and not all
  | 'silent';

interface Open {
  onFrame(frame: DayuanFrame): void;
  onSilence(): void;
}

/** One question at a time, and what came back. */
export interface MeterQuestions {
  /** Resolves with the answer's data, or with nothing when none comes. */
  askForFrame(question: Uint8Array, answer: number): Promise<DayuanFrame | undefined>;
  /** Resolves when all rows have come or no more come. The rows themselves are for whoever hears the frames. */
  askForRows(question: Uint8Array): Promise<RowsAnswer>;
  onFrame(frame: DayuanFrame): void;
  /** Ends the question that is open, and every later one, as if nothing came. */
  close(): void;
}

/** Questions to a meter of this model. */
export const createMeterQuestions = (clock: Clock, model: DayuanModel, write: (bytes: Uint8Array) => void): MeterQuestions => {
  let open: Open | undefined;
  let closed = false;
  let cancelTimer: Cancel = () => undefined;

  const wait = (duration: Millis): void => {
    cancelTimer();
    cancelTimer = clock.after(duration, onSilence);
  };

  const onSilence = (): void => {
    const asked = open;
    end();
    asked?.onSilence();
  };

  const end = (): void => {
    cancelTimer();
    open = undefined;
  };

  const ask = (question: Uint8Array, asked: Open): void => {
    if (closed) {
      asked.onSilence();
      return;
    }
    open = asked;
    wait(TO_ANSWER);
    write(question);
  };

  const onRow = (frame: DayuanFrame, count: RowCount, settle: (answer: RowsAnswer) => void): void => {
    if (!isRow(frame, model)) return;
    count.add(countsOf(frame, model));
    wait(BETWEEN_ROWS);
    if (!count.isComplete()) return;
    end();
    settle('complete');
  };

  return {
    askForFrame: (question, answer) =>
      new Promise((settle) => {
        const onFrame = (frame: DayuanFrame): void => {
          if (frame.command !== answer) return;
          end();
          settle(frame);
        };
        ask(question, { onFrame, onSilence: () => settle(undefined) });
      }),
    askForRows: (question) =>
      new Promise((settle) => {
        const count = createRowCount();
        ask(question, {
          onFrame: (frame) => onRow(frame, count, settle),
          onSilence: () => settle(count.rows() === 0 ? 'silent' : 'gap'),
        });
      }),
    onFrame: (frame) => open?.onFrame(frame),
    close: () => {
      closed = true;
      onSilence();
    },
  };
};
