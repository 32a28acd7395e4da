import { z } from 'zod';
import type { Channel } from '../../domain/channel.ts';
import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';
import type { StateFact } from '../../domain/fact.ts';
import { WHOLE_SITE } from '../../domain/operating-calendar.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { parsedState } from '../parsed-state.ts';
import { type Deadline, deadlineAt, isOver, restoredDeadline } from './deadline.ts';

const PREFIX = 'alarms/service/';

const schema = z.strictObject({
  v: z.literal(1),
  since: z.number(),
  until: z.number().exactOptional(),
  reason: z.string().exactOptional(),
});

interface Maintenance {
  readonly since: UtcMillis;
  readonly reason?: string;
  readonly deadline: Deadline;
}

/** What is in maintenance: a cabinet, a channel or the whole site. Recorded, not alarmed. */
export interface OutOfService {
  /** True where the site has a cabinet or a channel of that name. */
  isKnown(on: string): boolean;
  begin(on: string, at: Instant, wish: { readonly until?: UtcMillis; readonly reason?: string }): StateFact;
  /** Undefined where it was not in maintenance. */
  end(on: string, at: Instant): StateFact | undefined;
  /** What has ended by itself. */
  ended(at: Instant): readonly StateFact[];
  covers(channel: string): boolean;
  /** When the maintenance that covers a channel ends by itself; undefined where none does, or none covers it. */
  endOf(channel: string): UtcMillis | undefined;
  /** What is in maintenance now, as the facts that said so. */
  inForce(): readonly StateFact[];
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

type Watched = Pick<Channel, 'id' | 'cabinet'>;

/** What was in maintenance when the run before ended, and is until somebody or time ends it; none for longer than it was meant to last from now, or than `most` in all. */
export const createOutOfService = (
  channels: readonly Watched[],
  saved: readonly SavedState[],
  at: Instant,
  most: Millis,
): OutOfService => {
  const cabinetOf = new Map(channels.map(({ id, cabinet }) => [id, cabinet]));
  const names = new Set([WHOLE_SITE, ...channels.flatMap(({ id, cabinet }) => [id, cabinet])]);
  const { under, ignored, changed } = restored(saved, at, most);
  const covering = (channel: string): readonly Maintenance[] =>
    [WHOLE_SITE, channel, cabinetOf.get(channel) ?? channel].flatMap((on) => under.get(on) ?? []);
  const end = (on: string, now: Instant): StateFact | undefined => {
    const maintenance = under.get(on);
    if (maintenance === undefined) return undefined;
    under.delete(on);
    changed.add(on);
    return factOf(on, maintenance, now.now, false);
  };
  return {
    isKnown: (on) => names.has(on),
    begin: (on, now, { until, reason }) => {
      const maintenance = {
        since: now.now,
        deadline: deadlineAt(until ?? now.now + most, now),
        ...(reason === undefined ? {} : { reason }),
      };
      under.set(on, maintenance);
      changed.add(on);
      return factOf(on, maintenance, now.now, true);
    },
    end,
    ended: (now) => [...under].filter(([, { deadline }]) => isOver(deadline, now)).flatMap(([on]) => end(on, now) ?? []),
    covers: (channel) => covering(channel).length > 0,
    endOf: (channel) => lastEnd(covering(channel)),
    inForce: () => [...under].map(([on, maintenance]) => factOf(on, maintenance, maintenance.since, true)),
    takeStates: () => {
      const states = [...changed].map((on) => savedService(on, under.get(on)));
      changed.clear();
      return states;
    },
    ignored,
  };
};

// Earlier versions kept a maintenance without an end, or with any: that stays quiet no longer than one of today may.
const restored = (saved: readonly SavedState[], at: Instant, most: Millis) => {
  const under = new Map<string, Maintenance>();
  const changed = new Set<string>();
  const ignored: SavedState[] = [];
  for (const state of saved) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const read = parsedState(schema, state);
    if (read === undefined) {
      ignored.push(state);
      continue;
    }
    const on = state.key.slice(PREFIX.length);
    const { reason } = read;
    const since = Math.min(read.since, at.now);
    const meant = restoredDeadline({ since: read.since, until: read.until ?? read.since + most }, most, at);
    const deadline = deadlineAt(Math.min(meant.until, since + most), at);
    under.set(on, { since, deadline, ...(reason === undefined ? {} : { reason }) });
    if (deadline.until !== read.until) changed.add(on);
  }
  return { under, ignored, changed };
};

/** Of several that cover one channel, the last counts. */
const lastEnd = (covering: readonly Maintenance[]): UtcMillis | undefined =>
  covering.length === 0 ? undefined : Math.max(...covering.map(({ deadline }) => deadline.until));

const factOf = (on: string, { reason, deadline }: Maintenance, at: UtcMillis, active: boolean): StateFact => ({
  kind: 'state',
  at,
  on,
  state: 'maintenance',
  active,
  ...(reason === undefined ? {} : { reason }),
  ...(active ? { until: deadline.until } : {}),
});

const savedService = (on: string, maintenance: Maintenance | undefined): SavedState => {
  if (maintenance === undefined) return { key: PREFIX + on };
  const { since, deadline, reason } = maintenance;
  return { key: PREFIX + on, text: JSON.stringify({ v: 1, since, until: deadline.until, reason }) };
};
