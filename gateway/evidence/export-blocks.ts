import type { UtcMillis } from '../domain/clock.ts';
import type { StoredRecord } from './verify-record.ts';

/** A part of time; both ends may be open. */
export interface Span {
  readonly from?: UtcMillis;
  readonly to?: UtcMillis;
}

/**
 * The lines of a record that can be verified: the whole lane `urgent`, with its channel tables and checkpoints, then the
 * blocks of readings that hold anything of `span`.
 */
export function* exportedBlocks(record: StoredRecord, span: Span = {}): Generator<string> {
  yield* record.lines('urgent', 1);
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = span;
  let held: string | undefined;
  for (const line of record.lines('readings', 1)) {
    const began = beginningOf(line);
    // A block says when it begins: it ends where the next one does, or, before a gap, at most then.
    if (held !== undefined && began >= from) yield held;
    held = began <= to ? line : undefined;
    if (began > to) return;
  }
  if (held !== undefined) yield held;
}

const beginningOf = (line: string): number => Number(/,"t0":(\d{1,16}),/.exec(line)?.[1] ?? 0);
