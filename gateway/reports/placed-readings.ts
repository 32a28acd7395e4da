import type { BlockHeader, ReadingsBlock, UrgentBlock } from '../domain/block.ts';
import type { ClockTrust, Millis, UtcMillis } from '../domain/clock.ts';
import type { ReportedBlocks } from './report-sources.ts';

/**
 * Further back nothing is placed: a crystal that nobody has set right yet may be 100 ppm off, which is 9 s in a day, less than most channels' period.
 */
const LONGEST_PLACED: Millis = 86_400_000;

/** No block is open for longer: `keep.seal` allows no more. */
const LONGEST_BLOCK_TIME: Millis = 3_600_000;

/** Somebody vouched for the time, and what the same start of the machine had recorded before under a time that nobody vouched for. */
export interface Placement {
  readonly journal: string;
  readonly boot: number;
  /** Numbers of the readings that came before. */
  readonly first: number;
  readonly last: number;
  /** When the time was vouched for, on both clocks. */
  readonly at: UtcMillis;
  readonly up: Millis;
}

/** A block under the best time that the record knows of it: `placed` is not as it was recorded, but as it was vouched for afterwards. */
export type PlacedBlock = Omit<ReadingsBlock, 'clock'> & { readonly clock: ClockTrust | 'placed' };

/**
 * Finds in a journal's lane `urgent`, block by block, oldest first, where a clock became sure. The clock that only grows
 * tells how long before that everything of the same start of the machine was read, whatever the wall clock said.
 */
export class Placements {
  readonly all: Placement[] = [];
  #start = '';
  /** Number from which on readings may be unsure; undefined while the time is vouched for. */
  #unsureFrom: number | undefined;

  take({ journal, boot, clock, up, t0, head: [last], facts }: UrgentBlock): void {
    const start = `${journal} ${boot}`;
    if (start !== this.#start) this.#unsureFrom = undefined;
    this.#start = start;
    if (clock === 'unsure') this.#unsureFrom ??= last + 1;
    if (this.#unsureFrom === undefined || clock !== 'sure') return;
    // Only a word of its own vouches for the time: that another run of the gateway was sure says nothing of this one.
    const isVouched = facts.some((fact) => fact.kind === 'clock' && fact.clock === 'sure');
    if (isVouched) this.all.push({ journal, boot, first: this.#unsureFrom, last, at: t0, up });
    this.#unsureFrom = undefined;
  }
}

/** A block where the placements put it: as it stands, where its own time was vouched for, or where none of them says more. */
export const placedBlock = (block: ReadingsBlock, placements: readonly Placement[]): PlacedBlock => {
  if (block.clock === 'sure') return block;
  const placement = placements.find((each) => isOf(each, block));
  return placement === undefined ? block : { ...block, t0: placedAt(placement, block.up), clock: 'placed' };
};

/** When something happened of which the clock that only grows is known. */
export const placedAt = ({ at, up }: Pick<Placement, 'at' | 'up'>, then: Millis): UtcMillis => at - (up - then);

const isOf = (
  { journal, boot, first, last, up }: Placement,
  block: Pick<BlockHeader, 'journal' | 'boot' | 'first' | 'last' | 'up'>,
): boolean =>
  block.journal === journal && block.boot === boot && block.first >= first && block.last <= last && isNear(up, block.up);

const isNear = (up: Millis, then: Millis): boolean => then <= up && up - then <= LONGEST_PLACED;

/** The blocks of a journal that may hold anything of a span, in the order of the record, each where its placement puts it. */
export function* placedReadings(
  journal: ReportedBlocks,
  placements: readonly Placement[],
  { from, to }: { readonly from: UtcMillis; readonly to: UtcMillis },
): Generator<PlacedBlock> {
  const waiting = placements.filter(({ at }) => at >= from && at - LONGEST_PLACED < to);
  for (const block of journal.readings(from, to)) {
    while ((waiting[0]?.first ?? Number.POSITIVE_INFINITY) <= block.first) yield* readUnder(journal, waiting.shift(), from, to);
    const placed = placedBlock(block, placements);
    if (placed.clock !== 'placed') yield placed; // or else it was read under its placement, or lies beyond the span
  }
  while (waiting.length > 0) yield* readUnder(journal, waiting.shift(), from, to);
}

function* readUnder(
  journal: ReportedBlocks,
  placement: Placement | undefined,
  from: UtcMillis,
  to: UtcMillis,
): Generator<PlacedBlock> {
  if (placement === undefined) return;
  for (const block of journal.numbered(placement.first, placement.last)) {
    const placed = placedBlock(block, [placement]);
    if (placed.clock === 'placed' && placed.t0 < to && placed.t0 + LONGEST_BLOCK_TIME >= from) yield placed;
  }
}
