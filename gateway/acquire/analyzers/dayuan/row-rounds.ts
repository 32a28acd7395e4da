import type { MeterQuestions, RowsAnswer } from './meter-questions.ts';

/** Questions for the same rows after an answer with a gap, before other things are asked. */
const MOST_REPEATS = 3;

/** One model's way of learning what is new; called again and again, at a pace. */
export interface RowRounds {
  /** One round of questions; what is missing after it is asked for in the next. */
  round(): Promise<void>;
  /** What was thought to be known is asked for anew: the meter was away, or rows could not be kept. */
  startAgain(): void;
}

/** Asks for rows, and again while some are missing. */
export const askUntilComplete = async (questions: MeterQuestions, question: Uint8Array): Promise<RowsAnswer> => {
  let answer = await questions.askForRows(question);
  for (let repeat = 0; answer === 'gap' && repeat < MOST_REPEATS; repeat += 1) answer = await questions.askForRows(question);
  return answer;
};
