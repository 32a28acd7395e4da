import { z } from 'zod';
import type { Channel } from '../../domain/channel.ts';
import type { Instant, UtcMillis } from '../../domain/clock.ts';
import type { StateFact } from '../../domain/fact.ts';
import { WHOLE_SITE } from '../../domain/operating-calendar.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { parsedState } from '../parsed-state.ts';
import { type Deadline, deadlineAt, isOver } from './deadline.ts';

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
  /** Absent: until somebody ends it. */
  readonly deadline?: Deadline;
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

/** What was in maintenance when the run before ended, and is until somebody or time ends it. */
export const createOutOfService = (channels: readonly Watched[], saved: readonly SavedState[], at: Instant): OutOfService => {
  const cabinetOf = new Map(channels.map(({ id, cabinet }) => [id, cabinet]));
  const names = new Set([WHOLE_SITE, ...channels.flatMap(({ id, cabinet }) => [id, cabinet])]);
  const { under, ignored } = restored(saved, at);
  const changed = new Set<string>();
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
        ...(until === undefined ? {} : { deadline: deadlineAt(until, now) }),
        ...(reason === undefined ? {} : { reason }),
      };
      under.set(on, maintenance);
      changed.add(on);
      return factOf(on, maintenance, now.now, true);
    },
    end,
    ended: (now) =>
      [...under]
        .filter(([, { deadline }]) => deadline !== undefined && isOver(deadline, now))
        .flatMap(([on]) => end(on, now) ?? []),
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

const restored = (saved: readonly SavedState[], at: Instant) => {
  const under = new Map<string, Maintenance>();
  const ignored: SavedState[] = [];
  for (const state of saved) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const read = parsedState(schema, state);
    if (read === undefined) ignored.push(state);
    else {
      const { since, until, reason } = read;
      under.set(state.key.slice(PREFIX.length), {
        since,
        ...(until === undefined ? {} : { deadline: deadlineAt(until, at) }),
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }
  return { under, ignored };
};

/** Of several that cover one channel, the last counts; one without an end outlasts them all. */
const lastEnd = (covering: readonly Maintenance[]): UtcMillis | undefined => {
  const ends = covering.map(({ deadline }) => deadline?.until ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : undefined;
};

const factOf = (on: string, { reason, deadline }: Maintenance, at: UtcMillis, active: boolean): StateFact => ({
  kind: 'state',
  at,
  on,
  state: 'maintenance',
  active,
  ...(reason === undefined ? {} : { reason }),
  ...(active && deadline !== undefined ? { until: deadline.until } : {}),
});

const savedService = (on: string, maintenance: Maintenance | undefined): SavedState => {
  if (maintenance === undefined) return { key: PREFIX + on };
  const { since, deadline, reason } = maintenance;
  return { key: PREFIX + on, text: JSON.stringify({ v: 1, since, until: deadline?.until, reason }) };
};
