import { z } from 'zod';
import type { SealedBlock, Sha256 } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { LANES } from '../domain/lane.ts';
import { checkpointText } from '../domain/signed-text.ts';
import type { Ledger } from './ledger.ts';
import type { Identity } from './readings-draft.ts';
import { hashHolds, prevOf } from './record-check.ts';

/** True where `signature` (base64) is by `key` (base64) over the UTF-8 of `text`. */
export type SignatureHolds = (key: string, text: string, signature: string) => boolean;

const head = z.tuple([z.number(), z.string()]);
const checkpoint = z.object({
  kind: z.literal('checkpoint'),
  at: z.number(),
  heads: z.object({ readings: head, urgent: head }),
  key: z.string(),
  sig: z.string(),
});
const blockShape = z.object({ journal: z.string(), head, facts: z.array(z.looseObject({})) });

/**
 * What must hold before a run begins, whatever way the last one ended: both lanes end where the heads' row says, and
 * their newest blocks, those in rows of their own among them, are whole and follow from each other.
 * @throws EdgeError `journal-damaged`.
 */
export const checkLaneEnds = (ledger: Ledger, identity: Identity, sha256: Sha256): void => {
  for (const lane of LANES) {
    const blocks = ledger.stores[lane].recent;
    const [last, hash] = ledger.heads[lane];
    const newest = blocks.at(-1);
    if ((newest?.last ?? 0) !== last) throw damaged(`lane ${lane} should end at ${last}, and ends at ${newest?.last ?? 0}`);
    if (newest !== undefined && newest.hash !== hash) throw damaged(`lane ${lane} ends with another block than was sealed`);
    for (const [place, block] of blocks.entries()) checkBlock(block, blocks[place - 1], identity, sha256);
  }
};

const checkBlock = (block: SealedBlock, before: SealedBlock | undefined, { journal }: Identity, sha256: Sha256): void => {
  const follows = before === undefined || (before.last + 1 === block.first && before.hash === prevOf(block));
  if (!follows || !hashHolds(block, sha256)) throw damaged(`lane ${block.lane} is broken at number ${block.first}`);
  if (!block.line.includes(`"journal":"${journal}"`)) throw damaged('it holds blocks of another journal');
};

const damaged = (what: string): EdgeError => new EdgeError('journal-damaged', what);

/**
 * What a clean stop left: as the last fact of all, a checkpoint over both heads, signed by this journal's key.
 * @throws EdgeError `journal-damaged`.
 */
export const checkLastCheckpoint = (ledger: Ledger, identity: Identity, key: string, holds: SignatureHolds): void => {
  const newest = ledger.stores.urgent.newest;
  const { data } = checkpoint.safeParse(newest === undefined ? undefined : lastFact(newest));
  const text = data === undefined ? '' : checkpointText(identity.gateway, identity.journal, data.at, data.heads);
  const over =
    data !== undefined &&
    newest !== undefined &&
    data.heads.urgent[1] === prevOf(newest) &&
    data.heads.readings[1] === ledger.heads.readings[1];
  if (!over || data.key !== key || !holds(key, text, data.sig)) {
    throw new EdgeError('journal-damaged', 'the checkpoint of the last clean stop does not hold');
  }
};

const lastFact = ({ line }: SealedBlock): unknown => {
  const { data } = blockShape.safeParse(JSON.parse(line));
  return data?.facts.at(-1);
};
