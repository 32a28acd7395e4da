import { z } from 'zod';
import type { Sha256 } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { ConfigFact, GapFact } from '../domain/fact.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import type { Run } from './readings-draft.ts';
import type { Remains } from './remains.ts';
import type { IdentityRow } from './single-rows.ts';
import type { TailPiece } from './tail-row.ts';

/** What a new journal takes over of what the one before had kept, but not sealed. */
export interface Inheritance {
  /** The run that it was read in, with the channel table of that time. */
  readonly run: Run;
  readonly tail: readonly TailPiece[];
  /** What the record has to say of it: the table that those readings name, or that they are not here. */
  readonly facts: readonly (ConfigFact | GapFact)[];
}

const channelTable = z.object({ channels: z.array(z.object({ id: z.string() })) });

/**
 * The channel ids of a table, by place.
 * @throws when the text is none.
 */
export const channelIdsOf = (table: string): readonly string[] =>
  channelTable.parse(JSON.parse(table)).channels.map(({ id }) => id);

/**
 * Readings keep the names and the boot that they were read under. Where these are not known beyond doubt, or are another
 * gateway's, the readings stay in the file that was set aside, and a gap counts them: a value under a wrong name is worse
 * than none.
 */
export const inheritanceOf = (remains: Remains, row: IdentityRow, run: Run, sha256: Sha256, at: UtcMillis): Inheritance => {
  const { identity, heads, tail } = remains;
  const before = { ...run, boot: heads?.boot ?? run.boot };
  const [oldest, newest] = [tail[0], tail.at(-1)];
  if (oldest === undefined || newest === undefined) return { run: before, tail, facts: [] };
  if (identity === undefined || identity.gateway !== row.gateway || !isTrusted(remains, identity, row, sha256)) {
    const [from, to] = [beganAt(oldest), Math.round(newest.at.now)];
    return {
      run: before,
      tail: [],
      facts: [{ kind: 'gap', at, what: 'readings', from, to, reason: `unsealed:${countIn(tail)}` }],
    };
  }
  const { config, channels: table } = identity;
  if (config === row.config) return { run: before, tail, facts: [] };
  return { run: { ...before, config, channels: channelIdsOf(table) }, tail, facts: [{ kind: 'config', at, config, table }] };
};

/** Whether the table that was found is surely the one that the tail was read under. */
const isTrusted = (
  { stale, ambiguous, tail }: Remains,
  { config, channels }: IdentityRow,
  row: IdentityRow,
  sha256: Sha256,
): boolean => {
  if (ambiguous || sha256(channels).slice(0, 12) !== config) return false;
  if (stale && config !== row.config) return false;
  const known = channelIdsOf(channels).length;
  return tail.every(({ readings }) => readings.every((place, index) => index % BATCH_STRIDE !== 1 || place < known));
};

const countIn = (tail: readonly TailPiece[]): number =>
  tail.reduce((sum, { readings }) => sum + readings.length / BATCH_STRIDE, 0);

const beganAt = ({ at, readings }: TailPiece): UtcMillis => Math.round(at.now - (at.elapsed - (readings[0] ?? at.elapsed)));
