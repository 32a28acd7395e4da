import { z } from 'zod';
import type { AlarmState } from '../../domain/alarm.ts';
import type { Instant, Millis } from '../../domain/clock.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { NOTICE_WAYS } from '../../domain/supervision-fact.ts';
import type { Cause } from './cause.ts';
import { EMPTY_PLAN, type PlanState } from './plan-state.ts';

const CAUSE = 'notify/cause/';
const REST = 'notify/plan';

/** The clock that only grows begins anew with the machine: what was saved carries both clocks. */
const savedAt = z.object({ now: z.number(), elapsed: z.number() });

// States are this part's own JSON under a checksum: only the kind of an alarm is looked at.
const alarm: z.ZodType<AlarmState> = z.custom<AlarmState>((value) => z.looseObject({ id: z.string() }).safeParse(value).success);

const recipient = z.object({ way: z.enum(NOTICE_WAYS), to: z.string().exactOptional(), through: z.string().exactOptional() });

const causeSchema: z.ZodType<Cause> = z.object({
  id: z.string(),
  key: z.string(),
  alarms: z.array(
    z.object({
      state: alarm,
      cabinet: z.string(),
      told: z.boolean(),
      // Who was told, but not when, answers once he is told again.
      heard: z.array(z.object({ person: z.string(), at: z.number() })).catch([]),
      joinedAt: z.number().default(0),
      returns: z.number().default(0),
      away: z.number().default(0),
      confirmedAt: z.number().exactOptional(),
    }),
  ),
  begunAt: z.number(),
  joinedAt: z.number(),
  known: z.coerce.number(),
  stepsFrom: z.number().exactOptional(),
  lastAt: z.number().exactOptional(),
  steps: z.number(),
  severity: z.number(),
  goneAt: z.number().exactOptional(),
  backAt: z.number().exactOptional(),
  held: z.enum(['alarm', 'cleared', 'escalation', 're-alarm']).exactOptional(),
  code: z.number().exactOptional(),
  reached: z.array(recipient),
});

const restSchema = z.object({
  sentAt: z.array(z.number()),
  ended: z.array(
    z.object({ key: z.string(), at: z.number(), code: z.number().exactOptional(), severity: z.number().default(1) }),
  ),
  came: z.array(z.object({ key: z.string(), at: z.number(), away: z.number().default(0) })).default([]),
  aliveOn: z.string().exactOptional(),
});

const saved = <Content extends z.ZodType>(content: Content) => z.object({ at: savedAt, content });

/** A plan as it was saved, on today's clock, and the keys that could not be read. */
export interface RestoredPlan {
  readonly plan: PlanState;
  readonly ignored: readonly SavedState[];
}

/**
 * The plan of the run before. The time that the box was off counts as the wall clock has it, never below nothing: what was
 * due meanwhile is due now.
 */
export const restoredPlan = (states: readonly SavedState[], now: Instant): RestoredPlan => {
  const ignored: SavedState[] = [];
  const read = <Value>(
    state: SavedState,
    schema: z.ZodType<{ at: Instant; content: Value }>,
  ): readonly { content: Value; by: Millis }[] => {
    const found = parsed(state, schema);
    if (found === undefined) ignored.push(state);
    return found === undefined ? [] : [{ content: found.content, by: shift(found.at, now) }];
  };
  const causes = states
    .filter(({ key }) => key.startsWith(CAUSE))
    .flatMap((state) => read(state, saved(causeSchema)))
    .map(({ content, by }) => movedCause(content, by))
    .sort((a, b) => a.begunAt - b.begunAt);
  const rest = states.filter(({ key }) => key === REST).flatMap((state) => read(state, saved(restSchema)))[0];
  if (rest === undefined) return { plan: { ...EMPTY_PLAN, causes }, ignored };
  const { content, by } = rest;
  return {
    plan: {
      ...content,
      causes,
      sentAt: content.sentAt.map((at) => at + by),
      ended: content.ended.map(({ at, ...end }) => ({ ...end, at: at + by })),
      came: content.came.map(({ at, ...each }) => ({ ...each, at: at + by })),
    },
    ignored,
  };
};

const parsed = <Value>({ text }: SavedState, schema: z.ZodType<Value>): Value | undefined => {
  try {
    const read = schema.safeParse(JSON.parse(text ?? ''));
    return read.success ? read.data : undefined;
  } catch {
    return undefined; // told as ignored by whoever asked
  }
};

const shift = (at: Instant, now: Instant): Millis => now.elapsed - (at.elapsed + Math.max(0, now.now - at.now));

const movedCause = (cause: Cause, by: Millis): Cause => ({
  ...cause,
  begunAt: cause.begunAt + by,
  joinedAt: cause.joinedAt + by,
  alarms: cause.alarms.map((each) => ({
    ...each,
    joinedAt: each.joinedAt + by,
    ...(each.confirmedAt === undefined ? {} : { confirmedAt: each.confirmedAt + by }),
    heard: each.heard.map(({ person, at }) => ({ person, at: at + by })),
  })),
  ...(cause.stepsFrom === undefined ? {} : { stepsFrom: cause.stepsFrom + by }),
  ...(cause.lastAt === undefined ? {} : { lastAt: cause.lastAt + by }),
  ...(cause.goneAt === undefined ? {} : { goneAt: cause.goneAt + by }),
  ...(cause.backAt === undefined ? {} : { backAt: cause.backAt + by }),
});

/** What must be saved for `plan` to be found again, where `before` is saved already; all of it where there is none. */
export const planStates = (plan: PlanState, before: PlanState | undefined, at: Instant): readonly SavedState[] => {
  const { causes, ...rest } = plan;
  const written = (content: object): string => JSON.stringify({ at, content });
  const changed = causes.filter((cause) => !before?.causes.includes(cause));
  const gone = (before?.causes ?? []).filter(({ id }) => !causes.some((cause) => cause.id === id));
  return [
    ...changed.map((cause) => ({ key: `${CAUSE}${cause.id}`, text: written(cause) })),
    ...gone.map(({ id }) => ({ key: `${CAUSE}${id}` })),
    ...(sameRest(plan, before) ? [] : [{ key: REST, text: written(rest) }]),
  ];
};

const sameRest = (plan: PlanState, before: PlanState | undefined): boolean =>
  before !== undefined &&
  before.aliveOn === plan.aliveOn &&
  before.sentAt.length === plan.sentAt.length &&
  before.sentAt.at(-1) === plan.sentAt.at(-1) &&
  before.ended.length === plan.ended.length &&
  before.ended.at(-1) === plan.ended.at(-1) &&
  before.came === plan.came;
