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
  /** Whether the marks are worth saving. */
  readonly lasting: boolean;
  readonly suppresses: boolean;
}

const writtenMoment = ({ now, elapsed }: Moment): SavedMoment => [now, Number.isFinite(elapsed) ? elapsed : null];

const momentFrom = ([now, elapsed]: SavedMoment, sameRun: boolean): Moment => ({
  now,
  elapsed: sameRun && elapsed !== null ? elapsed : OTHER_RUN,
});

/** A condition as it is saved; undefined where nothing of it need be known. */
export const writtenRun = <Marks>(state: RunState<Marks>): SavedCondition | undefined => {
  const { marks, since, looked, alarm, lasting, suppresses } = state;
  if (alarm === undefined && !lasting) return undefined;
  return {
    ...(lasting ? { marks } : {}),
    ...(since === undefined ? {} : { since: writtenMoment(since) }),
    ...(looked === undefined ? {} : { looked: writtenMoment(looked) }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(suppresses ? { suppresses } : {}),
  };
};

/** A condition as it was saved; undefined where its marks are of another shape. */
export const restoredRun = <Marks>(
  { marks, since, looked, alarm, suppresses = false }: SavedCondition,
  schema: z.ZodType<Marks>,
  sameRun: boolean,
): RunState<Marks> | undefined => {
  const read = schema.safeParse(marks);
  if (marks !== undefined && !read.success) return undefined;
  return {
    marks: read.data,
    since: since && momentFrom(since, sameRun),
    looked: looked && momentFrom(looked, sameRun),
    alarm,
    lasting: read.success,
    suppresses,
  };
};
