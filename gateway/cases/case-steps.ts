import type { UtcMillis } from '../domain/clock.ts';
import type { CaseStep } from '../domain/station-fact.ts';
import { type CaseState, isRefuted, isRepeated } from './case-state.ts';

/** When a step may be taken, and how often. */
interface StepRule {
  /** One of these must have been done before. */
  readonly after: readonly CaseStep[];
  /** Not once one of these was done since. */
  readonly notAfter: readonly CaseStep[];
  /** The gateway takes it, not a person. */
  readonly byItself?: true;
}

/**
 * The order of a positive's steps. 复测 (`repeated`) is the station's own rapid method again; 复检 (`laboratory`) never is
 * one. Goods may be held from the first moment on; a laboratory may be asked without an objection, too.
 */
const STEP_RULES: Readonly<Record<CaseStep, StepRule>> = {
  opened: { after: [], notAfter: [], byItself: true },
  repeated: { after: ['opened'], notAfter: [], byItself: true },
  served: { after: ['opened'], notAfter: ['served'] },
  objected: { after: ['served'], notAfter: ['objected'] },
  'no-objection': { after: ['served'], notAfter: ['objected', 'no-objection'] },
  laboratory: { after: ['opened'], notAfter: ['laboratory'] },
  'laboratory-result': { after: ['laboratory'], notAfter: ['laboratory-result'] },
  held: { after: ['opened'], notAfter: ['held', 'disposed'] },
  released: { after: ['held'], notAfter: ['released', 'disposed'] },
  disposed: { after: ['opened'], notAfter: ['released', 'disposed'] },
  closed: { after: ['opened'], notAfter: ['closed'] },
};

/** Why a step can't be taken now; undefined where it can. */
export type StepRefusal =
  | { readonly is: 'by-itself' }
  | { readonly is: 'not-now'; readonly after: CaseStep }
  | { readonly is: 'done'; readonly step: CaseStep };

/** Looks a step up in the table. */
export const stepRefusal = (step: CaseStep, { done }: CaseState): StepRefusal | undefined => {
  const { after, notAfter, byItself } = STEP_RULES[step];
  if (byItself === true) return { is: 'by-itself' };
  const [first] = after;
  if (first !== undefined && !after.some((before) => done.has(before))) return { is: 'not-now', after: first };
  const over = notAfter.find((later) => done.has(later));
  return over === undefined ? undefined : { is: 'done', step: over };
};

/** What must be there before a step, or be explained in words. */
export const missingBefore = (step: CaseStep, state: CaseState, now: UtcMillis): readonly CaseStep[] => {
  if (step === 'served') return isRepeated(state) ? [] : ['repeated'];
  if (step === 'released') return isRefuted(state) ? [] : [state.done.has('objected') ? 'laboratory-result' : 'repeated'];
  return step === 'closed' ? missingToClose(state, now) : [];
};

/** What is due before a case can be closed without a word why not. A positive that its repeats refuted needs no more. */
export const missingToClose = (state: CaseState, now: UtcMillis): readonly CaseStep[] => {
  const { done } = state;
  const held: readonly CaseStep[] = done.has('held') && !done.has('released') && !done.has('disposed') ? ['released'] : [];
  const laboratory: readonly CaseStep[] =
    (done.has('objected') || done.has('laboratory')) && !done.has('laboratory-result') ? ['laboratory-result'] : [];
  if (isRefuted(state)) return [...laboratory, ...held];
  return [
    ...(isRepeated(state) ? [] : ['repeated' as const]),
    ...(done.has('served') ? [] : ['served' as const]),
    ...(done.has('served') && !isAnswered(state, now) ? ['no-objection' as const] : []),
    ...laboratory,
    ...(done.has('disposed') || done.has('released') ? [] : ['disposed' as const]),
  ];
};

/** Whether the time for an objection is over: used, given up, run out, or never given. */
const isAnswered = ({ done, due }: CaseState, now: UtcMillis): boolean =>
  done.has('objected') || done.has('no-objection') || due === undefined || now > due;
