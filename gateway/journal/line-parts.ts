import type { SealedBlock } from '../domain/block.ts';

// Of a line that was written here, its parts stand where they always do; the gateway's and the journal's names hold no quotes.
const NUMBERS = /^\{"v":1,"gateway":"[^"]*","journal":"[^"]*","lane":"(readings|urgent)","first":(\d+),"last":(\d+),/;

/** What the keeper of a line must know of it, or undefined where it doesn't begin and end as a block does. */
export const sealedBlockOf = (line: string): SealedBlock | undefined => {
  const [, lane, first, last] = NUMBERS.exec(line) ?? [];
  if (lane === undefined || !line.endsWith('"}')) return undefined;
  return {
    lane: lane === 'urgent' ? 'urgent' : 'readings',
    first: Number(first),
    last: Number(last),
    hash: line.slice(-66, -2),
    line,
  };
};

/** The value of a number in a line's header, such as `t0` or `boot`; NaN where it isn't there. */
export const headerNumber = (line: string, name: 'boot' | 'up' | 't0'): number => {
  const mark = `,"${name}":`;
  const at = line.indexOf(mark);
  return at < 0 ? Number.NaN : Number.parseInt(line.slice(at + mark.length, at + mark.length + 20), 10);
};
