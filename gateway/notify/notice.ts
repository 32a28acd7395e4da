import { z } from 'zod';
import type { Millis } from '../domain/clock.ts';
import { NOTICE_WAYS, type NoticeFact } from '../domain/supervision-fact.ts';

const ABOUT = [
  'alarm',
  'cleared',
  'escalation',
  're-alarm',
  'sign-of-life',
  'power',
  'deadline',
  'test',
] as const satisfies readonly NoticeFact['about'][];

/** The shape of a notice as it is saved. */
export const noticeSchema = z.object({
  id: z.string(),
  about: z.enum(ABOUT),
  way: z.enum(NOTICE_WAYS),
  /** The person's id. */
  to: z.string().exactOptional(),
  /** The webhook's id. */
  through: z.string().exactOptional(),
  causes: z.array(z.string()),
  /** Ids of the alarms that it is about. */
  alarms: z.array(z.string()),
  title: z.string(),
  text: z.string(),
  /** UTC milliseconds after which it is not worth bringing any more; absent: ever. */
  until: z.number().exactOptional(),
});

/** One message to one recipient by one way, in words. */
export type Notice = Readonly<z.infer<typeof noticeSchema>>;

/** What came of one attempt to bring a notice. */
export type Outcome =
  | { readonly is: 'sent' | 'delivered'; readonly reason?: string }
  /**
   * `uncertain`: it may have gone out all the same. `again`: another attempt may help. `untilBack`: the way can bring nothing at
   * all for now, and says when it can: the notice is not given up until then.
   */
  | { readonly is: 'failed' | 'uncertain'; readonly reason: string; readonly again: boolean; readonly untilBack?: true };

/** A notice as it is to go out now; or why it isn't any more. */
export type Ready = { readonly is: 'wanted'; readonly notice: Notice } | { readonly is: 'outdated'; readonly reason: string };

/** A way to bring notices. */
export interface Way {
  /** Brings one notice; never rejects, and ends soon after `signal` is aborted. One at a time. */
  send(notice: Notice, signal: AbortSignal): Promise<Outcome>;
}

/** Pauses after an attempt in vain, the first to the last; after that the notice has failed. */
export const RETRY_PAUSES: readonly Millis[] = [10_000, 30_000, 120_000, 300_000, 600_000, 1_200_000];
