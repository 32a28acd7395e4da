import type { NoticeFact } from '../domain/supervision-fact.ts';
import type { Notice } from '../notify/notice.ts';

/** A notice as the screen shows it. */
export interface ShownNotice {
  readonly id: string;
  /** When its fate changed last, in UTC milliseconds. */
  readonly at: number;
  readonly way: string;
  /** The person's id, the webhook or the device. */
  readonly to: string;
  readonly about: string;
  readonly fate: string;
  readonly reason?: string;
}

/** So many are remembered for the screen; the record has them all. */
const MOST = 20;

/** Remembers the last notices, each with its last fate. */
export const createLastNotices = () => {
  const notices = new Map<string, ShownNotice>();
  return {
    note: ({ id, at, way, through, about, fate, reason }: NoticeFact, notice?: Notice): void => {
      const to = notice?.to ?? through ?? notices.get(id)?.to ?? '';
      notices.delete(id);
      notices.set(id, { id, at, way, to, about, fate, ...(reason === undefined ? {} : { reason }) });
      const [oldest] = notices.keys();
      if (notices.size > MOST && oldest !== undefined) notices.delete(oldest);
    },
    all: (): readonly ShownNotice[] => [...notices.values()],
  };
};
