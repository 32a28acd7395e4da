import type { Clock, Millis } from '../../../domain/clock.ts';
import { countQuestion, dayQuestion, type MeterDay, meterDay } from './dayuan-questions.ts';
import type { MeterQuestions } from './meter-questions.ts';
import { askUntilComplete, type RowRounds } from './row-rounds.ts';

const COUNT_ANSWER = 0x13;

/** Days back that are asked for at the start: a holiday week during which the box was off. */
const DAYS_BACK = 10;

/** However alike the counts are, today's rows are asked for again after this. */
const AGAIN_AFTER: Millis = 30_000;

/** Yesterday and tomorrow are asked for so often: around midnight, and where the meter's clock is some hours off. */
const NEIGHBOURS_AFTER: Millis = 60_000;

/** Counts left unanswered before this meter is taken for one that doesn't count. */
const MOST_UNANSWERED = 2;

interface Lz4000tNeeds {
  readonly clock: Clock;
  readonly timezone: string;
  readonly questions: MeterQuestions;
}

/**
 * LZ-4000(T): the last days, once; then the count of today, and today's rows only where the count says something else than
 * when they were last read whole, or can't be had. What the count's answer holds isn't known well enough to be read: any
 * change of it counts.
 */
export const createLz4000tRounds = ({ clock, timezone, questions }: Lz4000tNeeds): RowRounds => {
  let toRead: number[] = [];
  let readAt: Millis | undefined; // when today was last read whole
  let countThen: string | undefined;
  let neighboursAt: Millis = 0;
  let unanswered = 0;
  const silentOnce = new Set<number>();

  const dayAt = (days: number): MeterDay => meterDay(clock.now(), timezone, days);

  const startAgain = (): void => {
    toRead = Array.from({ length: DAYS_BACK + 1 }, (_, place) => 1 - place).filter((days) => days !== 0);
    readAt = undefined;
    countThen = undefined;
    unanswered = 0;
    silentOnce.clear();
    neighboursAt = clock.elapsed();
  };
  startAgain();

  const count = async (): Promise<string | undefined> => {
    if (unanswered >= MOST_UNANSWERED) return undefined;
    const day = dayAt(0);
    const frame = await questions.askForFrame(countQuestion(day), COUNT_ANSWER);
    unanswered = frame === undefined ? unanswered + 1 : 0;
    return frame && `${day.join('-')}: ${frame.data.join(' ')}`;
  };

  const readToday = async (): Promise<void> => {
    const now = await count();
    const isFresh = readAt !== undefined && clock.elapsed() - readAt < AGAIN_AFTER;
    if (now !== undefined && now === countThen && isFresh) return;
    const isWhole = (await askUntilComplete(questions, dayQuestion(dayAt(0)))) === 'complete';
    countThen = isWhole ? now : undefined;
    readAt = isWhole ? clock.elapsed() : undefined;
  };

  /** A day without rows is silent, and so is a lost question: it is believed the second time. */
  const readOther = async (): Promise<void> => {
    if (clock.elapsed() - neighboursAt >= NEIGHBOURS_AFTER) {
      neighboursAt = clock.elapsed();
      toRead.push(...[1, -1].filter((days) => !toRead.includes(days)));
    }
    const days = toRead.shift();
    if (days === undefined) return;
    const answer = await askUntilComplete(questions, dayQuestion(dayAt(days)));
    const isBelieved = answer === 'complete' || (answer === 'silent' && silentOnce.delete(days));
    if (isBelieved) return;
    if (answer === 'silent') silentOnce.add(days);
    toRead.push(days);
  };

  return {
    startAgain,
    round: async () => {
      await readToday();
      await readOther();
    },
  };
};
