import { localDate } from '../domain/local-time.ts';
import type { SentResult, Transfer } from '../domain/sent-result.ts';
import { analyzerOf, type DeskParts } from './desk-parts.ts';
import { identitiesOf, type ResultIdentity } from './duplicate-key.ts';

/** A result that was not known. */
export interface FreshResult {
  readonly sent: SentResult;
  /** It was sent before, word for word or but for its time, and nothing tells whether it is the same: it is kept. */
  readonly possibleRepeat: boolean;
}

/** What is new of a transfer; `hash` is of its bytes, unless they are read again. Changes memory: from here on all of it is known. */
export const freshResults = (
  parts: DeskParts,
  transfer: Transfer,
  hash: string | undefined,
): { readonly fresh: readonly FreshResult[]; readonly duplicates: number } => {
  const { needs, memory } = parts;
  const { results } = transfer.understood;
  if (results.length === 0) return { fresh: [], duplicates: 0 };
  const analyzer = analyzerOf(parts, transfer.analyzer);
  const identities = identitiesOf(analyzer, results, localDate(transfer.receivedAt, needs.timezone));
  if (hash !== undefined) {
    // The same bytes again, whatever the profile makes of them by now: a corrected profile must not double what it corrects.
    const isSame = memory.keys.knows(analyzer.id, hash) && identities.every(({ certain }) => certain);
    if (isSame || isFileAgain(parts, transfer, hash)) return { fresh: [], duplicates: results.length };
    memory.keys.add(analyzer.id, hash);
  }
  const fresh = results.flatMap((sent, place) => freshness(parts, transfer, sent, identities[place]));
  return { fresh, duplicates: results.length - fresh.length };
};

/**
 * Whether it is a file that was kept already: the gateway died before it had moved it away. Nothing else on a drop folder is
 * ever sent again by itself; a file of the same rows that was written later may be of the next sample. Changes memory.
 */
const isFileAgain = ({ needs, memory }: DeskParts, { analyzer, file }: Transfer, hash: string): boolean => {
  if (file === undefined) return false;
  const key = needs.sha256(new TextEncoder().encode(JSON.stringify(['file', file, hash])));
  const isKnown = memory.keys.knows(analyzer, key);
  memory.keys.add(analyzer, key);
  return isKnown;
};

const freshness = (
  parts: DeskParts,
  { analyzer, receivedAt }: Transfer,
  sent: SentResult,
  identity: ResultIdentity | undefined,
): readonly FreshResult[] => {
  if (identity === undefined) return [];
  const { memory, needs } = parts;
  const keyOf = (text: string): string => needs.sha256(new TextEncoder().encode(text));
  const { text, certain, twin } = identity;
  const key = keyOf(text);
  const isKnown = memory.keys.knows(analyzer, key);
  memory.keys.add(analyzer, key);
  const isTwin = twin !== undefined && memory.keys.knows(analyzer, keyOf(twin.other));
  if (twin?.own !== undefined) memory.keys.add(analyzer, keyOf(twin.own));
  if (certain) return isKnown ? [] : [{ sent, possibleRepeat: isTwin }];
  const lastSent = memory.keys.lastSent(analyzer, key);
  const { retryWindow } = analyzerOf(parts, analyzer);
  if (lastSent !== undefined && retryWindow > 0 && Math.abs(receivedAt - lastSent) <= retryWindow) return [];
  memory.keys.sent(analyzer, key, receivedAt);
  return [{ sent, possibleRepeat: isKnown || isTwin }];
};
