import { z } from 'zod';
import type { Kitchen } from '../cases/kitchen/kitchen.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Answerer } from './control-socket.ts';

const requestSchema = z.looseObject({ do: z.string(), with: z.unknown().optional() });

/** Answers requests to the kitchen's book, as `larder retain`, `calibrate` and `compare` ask them. Whatever stands in `with` is checked whole by the book. */
export const answerKitchen = (kitchen: Kitchen): Answerer => {
  const answers: Readonly<Record<string, (entered: unknown) => Promise<unknown>>> = {
    retain: kitchen.retain,
    dispose: kitchen.dispose,
    retained: kitchen.retained,
    calibrate: kitchen.calibrate,
    compare: kitchen.compare,
    calibrations: kitchen.calibrations,
  };
  return async (request) => {
    const { do: word, with: entered } = requestSchema.parse(request);
    const answer = Object.hasOwn(answers, word) ? answers[word] : undefined;
    if (answer === undefined) throw new EdgeError('request-refused', `the kitchen's book knows no “${word.slice(0, 40)}”`);
    return await answer(entered);
  };
};
