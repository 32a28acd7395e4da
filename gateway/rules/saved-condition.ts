import { z } from 'zod';
import type { AlarmState } from '../domain/alarm.ts';
import { type Moment, OTHER_RUN } from './moment.ts';
import { savedAlarmSchema } from './saved-alarm.ts';

/** `[UTC ms, ms on the clock that only grows]` */
const momentSchema = z.tuple([z.number(), z.number().nullable()]);
type SavedMoment = z.infer<typeof momentSchema>;

/** What must be known of a condition after a restart. */
export const savedConditionSchema = z.strictObject({
  /** What its kind remembers; only the kind knows its shape. */
  marks: z.unknown().optional(),
  since: momentSchema.exactOptional(),
  looked: momentSchema.exactOptional(),
  alarm: savedAlarmSchema.exactOptional(),
  suppresses: z.boolean().exactOptional(),
  /** The marks say no more than that all was well. */
  past: z.boolean().exactOptional(),
});
export type SavedCondition = z.infer<typeof savedConditionSchema>;

/** How a condition stands. Always of the same fields: V8 gives objects that are spread together shapes of their own, and looking takes 20 × as long. */
export interface RunState<Marks> {
  readonly marks: Marks | undefined;
  /** When what its alarm tells of began. */
  readonly since: Moment | undefined;
  /** When it last looked at a value. */
  readonly looked: Moment | undefined;
  readonly alarm: AlarmState | undefined;
  /** Whether the marks are worth a write of their own. */
  readonly lasting: boolean;
  /** Whether they are worth saving with those of others. */
  readonly past: boolean;
  readonly suppresses: boolean;
}

const writtenMoment = ({ now, elapsed }: Moment): SavedMoment => [now, Number.isFinite(elapsed) ? elapsed : null];

const momentFrom = ([now, elapsed]: SavedMoment, sameRun: boolean): Moment => ({
  now,
  elapsed: sameRun && elapsed !== null ? elapsed : OTHER_RUN,
});

/** A condition as it is saved; undefined where nothing of it need be known. */
export const writtenRun = <Marks>(state: RunState<Marks>): SavedCondition | undefined => {
  const { marks, since, looked, alarm, lasting, past, suppresses } = state;
  if (alarm === undefined && !lasting && !past) return undefined;
  return {
    ...(lasting || past ? { marks } : {}),
    ...(since === undefined ? {} : { since: writtenMoment(since) }),
    ...(looked === undefined ? {} : { looked: writtenMoment(looked) }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(suppresses ? { suppresses } : {}),
    ...(past && !lasting ? { past } : {}),
  };
};

/** What is known of the time since a condition was saved. */
export interface SinceSaved {
  /** The machine ran on meanwhile, so that its growing clock goes on. */
  readonly sameRun: boolean;
  /** Else the wall clock tells how long it was off. */
  readonly timeKnown: boolean;
}

/** A condition as it was saved; undefined where its marks are of another shape. */
export const restoredRun = <Marks>(
  { marks, since, looked, alarm, suppresses = false, past = false }: SavedCondition,
  {
    marks: schema,
    timeless = (all) => all,
  }: { readonly marks: z.ZodType<Marks>; readonly timeless?: (marks: Marks) => Marks | undefined },
  { sameRun, timeKnown }: SinceSaved,
): RunState<Marks> | undefined => {
  const read = schema.safeParse(marks);
  if (marks !== undefined && !read.success) return undefined;
  const known = read.success && !sameRun && !timeKnown ? timeless(read.data) : read.data;
  return {
    marks: known,
    since: since && momentFrom(since, sameRun),
    looked: looked && momentFrom(looked, sameRun),
    alarm,
    lasting: known !== undefined && !past,
    past,
    suppresses,
  };
};
