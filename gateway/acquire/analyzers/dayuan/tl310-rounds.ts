import { runQuestion } from './dayuan-questions.ts';
import type { MeterQuestions } from './meter-questions.ts';
import { askUntilComplete, type RowRounds } from './row-rounds.ts';

/** TL-310: all that it has, once; then the last run, again and again, for as long as it answers. */
export const createTl310Rounds = (questions: MeterQuestions): RowRounds => {
  let knowsAll = false;
  return {
    round: async () => {
      const answer = await askUntilComplete(questions, runQuestion(knowsAll ? 'last' : 'all'));
      if (answer !== 'gap') knowsAll = answer === 'complete';
    },
    startAgain: () => {
      knowsAll = false;
    },
  };
};
