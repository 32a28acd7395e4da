import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import type { ConfigFact, Fact, RetiredFact } from '../domain/fact.ts';
import { type Head, LANES, type Lane } from '../domain/lane.ts';
import { retiredText, type Signer } from '../domain/signed-text.ts';
import type { BlockStore, StretchSize } from './block-store.ts';
import type { Frontiers } from './kept-states.ts';
import type { Identity } from './readings-draft.ts';

const DAY = 86_400_000;

/**
 * Facts (alarms, excursions, tests, acts) are kept three times as long as readings, and ten years at least: they are
 * few, and it is them that an inspector asks for years later.
 */
const factsKept = (readingsKept: number): number => Math.max(3 * readingsKept, 3652 * DAY);

/** This many of the newest stretches of readings are never retired for want of room: then new readings are dropped instead. */
const NEWEST_STRETCHES = 8;

/** The blocks that are to leave the old end of a lane. */
export interface Retirement {
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly reason: 'age' | 'bytes' | 'no-room';
}

/** What is too old by now. Acts once a day at most: every retirement leaves a signed fact. */
export const retireByAge = (
  stores: Readonly<Record<Lane, BlockStore>>,
  now: UtcMillis,
  readingsKept: number,
): readonly Retirement[] =>
  LANES.flatMap((lane) => {
    const kept = lane === 'readings' ? readingsKept : factsKept(readingsKept);
    const old = leading(stores[lane].stretches(), ({ ended }) => ended < now - kept);
    const due = old[0] !== undefined && old[0].ended < now - kept - DAY;
    return due ? retirement(lane, old, 'age') : [];
  });

/** What must go to free `bytes`: the oldest readings, and only when there are none left, the oldest facts. */
export const retireForRoom = (
  stores: Readonly<Record<Lane, BlockStore>>,
  bytes: number,
  reason: 'bytes' | 'no-room',
): readonly Retirement[] => {
  let freed = 0;
  const enough = ({ bytes: size }: StretchSize): boolean => {
    const wanted = freed < bytes;
    freed += size;
    return wanted;
  };
  const readings = leading(stores.readings.stretches(NEWEST_STRETCHES), enough);
  return readings.length > 0
    ? retirement('readings', readings, reason)
    : retirement('urgent', leading(stores.urgent.stretches(1), enough), reason);
};

/** What a retirement leaves behind. */
export interface RetirementRecord {
  readonly facts: readonly Fact[];
  /** The last block that is removed: where the chain goes on, and where frontiers must at least stand. */
  readonly head: Head;
}

export interface RetirementNeeds {
  readonly identity: Identity;
  readonly signer: Signer;
  readonly uplinks: readonly string[];
  readonly frontiers: Frontiers;
}

/**
 * The facts of a retirement: itself, signed; and, where it takes along the fact of a channel table that later blocks still
 * name, that table anew. Uplinks that had not received everything are named: nobody is left out silently.
 */
export const retirementRecord = (
  { lane, first, last, reason }: Retirement,
  store: BlockStore,
  at: UtcMillis,
  { identity, signer, uplinks, frontiers }: RetirementNeeds,
): RetirementRecord => {
  const [newest] = store.ascending(last);
  const hash = newest?.hash ?? '';
  const behind = uplinks.filter((uplink) => (frontiers[uplink]?.[lane].upTo[0] ?? 0) < last);
  const words = behind.length === 0 ? reason : `${reason}; not delivered to ${behind.join(', ')}`;
  const sig = signer.sign(retiredText(identity.gateway, identity.journal, at, lane, first, last, hash));
  const retired: RetiredFact = { kind: 'retired', at, lane, first, last, hash, reason: words, key: signer.key, sig };
  const table = lane === 'urgent' ? lastTable(store, last) : undefined;
  return { facts: table === undefined ? [retired] : [retired, { ...table, at }], head: [last, hash] };
};

/** The channel table that was in force at number `last` of the urgent lane, where its fact lies at or before it. */
const lastTable = (store: BlockStore, last: number): ConfigFact | undefined => {
  let found: ConfigFact | undefined;
  for (const { line, first } of store.ascending(1)) {
    if (first > last) break;
    if (line.includes('"kind":"config"')) found = tablesIn(line).at(-1) ?? found;
  }
  return found;
};

const urgentBlock = z.object({ facts: z.array(z.looseObject({ kind: z.string() })) });
const configFact = z.object({ kind: z.literal('config'), at: z.number(), config: z.string(), table: z.string() });

const tablesIn = (line: string): readonly ConfigFact[] =>
  urgentBlock.parse(JSON.parse(line)).facts.flatMap((fact) => configFact.safeParse(fact).data ?? []);

const leading = (stretches: Iterable<StretchSize>, wanted: (stretch: StretchSize) => boolean): readonly StretchSize[] => {
  const taken: StretchSize[] = [];
  for (const stretch of stretches) {
    if (!wanted(stretch)) break;
    taken.push(stretch);
  }
  return taken;
};

const retirement = (lane: Lane, stretches: readonly StretchSize[], reason: Retirement['reason']): readonly Retirement[] => {
  const [oldest, newest] = [stretches[0], stretches.at(-1)];
  return oldest === undefined || newest === undefined ? [] : [{ lane, first: oldest.first, last: newest.last, reason }];
};
