import type { SealedBlock } from '../../../gateway/domain/block.ts';
import { coveredWith, type Delivered, type DeliveredRange, MOST_RANGES } from '../../../gateway/domain/delivered.ts';
import type { Head } from '../../../gateway/domain/lane.ts';
import type { SealedBlocks } from '../sealed-blocks.ts';
import type { Fate } from './judge-answer.ts';
import { PastFacts } from './past-facts.ts';
import { isFinal, type PlanNeeds, planTest } from './plan-test.ts';
import type { ReadyRecord } from './record-sender.ts';
import { earlierVersions, type NumberedTest, testsIn } from './test-history.ts';
import { type Waiting, WaitingRecords } from './waiting-records.ts';

/** Why a test is not at the platform, and will not come there by itself. */
export interface Refusal {
  readonly test: string;
  readonly number: number;
  readonly why: 'refused' | 'untold' | 'waited-too-long';
  readonly words: string;
}

export interface LaneNeeds extends Omit<PlanNeeds, 'pastOf'> {
  readonly blocks: Pick<SealedBlocks, 'undelivered' | 'blocks'>;
  readonly delivered: Delivered;
  readonly head: Head;
  settle(delivered: Delivered): void;
  onRefused(refusal: Refusal): void;
}

/** A record that is to be sent next, and the fact that it is of. */
export interface NextRecord extends ReadyRecord {
  readonly number: number;
  readonly test: string;
}

interface OpenBlock {
  readonly range: DeliveredRange;
  readonly open: Set<number>;
  readonly waiting: Waiting[];
}

/** At most so many bytes of blocks are looked at in one go. */
const WINDOW = 262_144;
/**
 * So many blocks may wait. A platform that knows "already there" takes it well when a start sends again what lay between them;
 * to any other no more ranges may be kept apart than the journal remembers.
 */
const MOST_WAITING = { knowsAlready: 1_000, doesNot: MOST_RANGES } as const;

const MOST_DECLINED = 1_000;

/** The lane `urgent` as records for one platform: read in order, settled block by block. */
export class RecordLane {
  readonly #needs: LaneNeeds & PlanNeeds;
  readonly #waiting: WaitingRecords;
  #delivered: Delivered;
  #head: Head;
  #open: OpenBlock[] = [];
  /** Records of blocks that aren't settled which the platform has: not to be sent again while this lane lives. */
  readonly #done = new Set<number>();
  /** Records that the platform fails at: they wait until all are looked at again. */
  readonly #aside = new Map<number, string>();
  /** Versions that the platform declined, the last of them: whoever corrects one tells it for the first time. */
  #declined: readonly number[] = [];

  constructor(needs: LaneNeeds) {
    const past = new PastFacts(needs.blocks);
    this.#needs = { ...needs, pastOf: (test) => past.of(test) };
    this.#delivered = needs.delivered;
    this.#head = needs.head;
    const { already } = needs.platform.upload.answer;
    this.#waiting = new WaitingRecords(already.length > 0 ? MOST_WAITING.knowsAlready : MOST_WAITING.doesNot);
  }

  /** Facts sealed and not yet settled; not all of them are tests. */
  get backlog(): number {
    const beyond = this.#delivered.beyond.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    return Math.max(0, this.#head[0] - this.#delivered.upTo[0] - beyond);
  }

  get waiting(): readonly Waiting[] {
    return this.#waiting.all;
  }

  sealed(head: Head): void {
    this.#head = head;
  }

  lookAgain(): void {
    this.#aside.clear();
    this.#waiting.lookAgain();
  }

  /** The next records in the record's order; undefined once nothing is left to look at. Blocks without any are settled on the way. */
  async next(): Promise<readonly NextRecord[] | undefined> {
    const covered = coveredWith(this.#delivered, this.#waiting.ranges);
    const blocks = await this.#needs.blocks.undelivered('urgent', covered, { bytes: WINDOW, order: 'oldest' });
    if (blocks.length === 0) return undefined;
    this.#open = [];
    const records: NextRecord[] = [];
    for (const [place, block] of [...blocks].sort((a, b) => a.first - b.first).entries()) {
      // Numbers that the journal no longer has can't be sent: the first block that is left carries the frontier over them.
      const from = place === 0 ? endOf(covered, block.first) + 1 : block.first;
      records.push(...(await this.#plan(block, [from, block.last, block.hash])));
    }
    this.#settleDone();
    return records;
  }

  /** What became of a record that `next` gave. */
  told({ number, test }: NextRecord, fate: Fate): void {
    this.#done.add(number);
    if (fate.is === 'refused') this.#refuse({ test, number, why: 'refused', words: fate.words });
    for (const block of this.#open) block.open.delete(number);
    this.#settleDone();
  }

  /** The platform fails at this record: the lane goes on without it, until all are looked at again. */
  setAside({ number, test }: NextRecord, words: string): void {
    this.#aside.set(number, words);
    for (const block of this.#open) {
      if (block.open.delete(number)) block.waiting.push({ test, number, why: 'unanswered', what: words });
    }
    this.#settleDone();
  }

  async #plan(block: SealedBlock, range: DeliveredRange): Promise<readonly NextRecord[]> {
    const own: OpenBlock = { range, open: new Set(), waiting: [] };
    const records: NextRecord[] = [];
    this.#open.push(own);
    for (const numbered of testsIn(block)) {
      const record = this.#done.has(numbered.number) ? undefined : await this.#planOne(numbered, own);
      if (record !== undefined) records.push(record);
    }
    return records;
  }

  async #planOne(numbered: NumberedTest, own: OpenBlock): Promise<NextRecord | undefined> {
    const { number, test } = numbered;
    const aside = this.#aside.get(number);
    if (aside !== undefined) {
      own.waiting.push({ test: test.id, number, why: 'unanswered', what: aside });
      return undefined;
    }
    const plan = await planTest(numbered, await this.#toldBefore(numbered), this.#needs);
    if (plan.is === 'held') own.waiting.push({ test: test.id, number, ...plan.held });
    if (plan.is === 'untold') this.#untold(numbered);
    if (plan.is !== 'send') return undefined;
    own.open.add(number);
    return { ...plan.record, number, test: test.id };
  }

  /** A version that waited is overtaken by the one that corrects it, and the platform was never told of it. */
  async #toldBefore({ test }: NumberedTest): Promise<readonly NumberedTest[]> {
    if (test.of === undefined) return [];
    const earlier = await earlierVersions(this.#needs.blocks, test);
    const waited = earlier.filter(({ number }) => this.#isWaiting(number));
    for (const { number } of waited) this.#overtaken(number);
    return earlier.filter(
      (version) =>
        !waited.includes(version) && !this.#declined.includes(version.number) && isFinal(version.test, this.#needs.platform),
    );
  }

  #isWaiting(number: number): boolean {
    return this.#waiting.has(number) || this.#open.some(({ waiting }) => waiting.some((each) => each.number === number));
  }

  #overtaken(number: number): void {
    this.#done.add(number);
    for (const block of this.#open) {
      const place = block.waiting.findIndex((waiting) => waiting.number === number);
      if (place >= 0) block.waiting.splice(place, 1);
    }
    const range = this.#waiting.drop(number);
    if (range !== undefined) this.#settle([range]);
  }

  #refuse(refusal: Refusal): void {
    this.#declined = [...this.#declined, refusal.number].slice(-MOST_DECLINED);
    this.#needs.onRefused(refusal);
  }

  #untold({ number, test }: NumberedTest): void {
    this.#done.add(number);
    this.#needs.onRefused({ test: test.id, number, why: 'untold', words: test.verdict });
  }

  #settleDone(): void {
    const closed = this.#open.filter(({ open }) => open.size === 0);
    if (closed.length === 0) return;
    this.#open = this.#open.filter(({ open }) => open.size > 0);
    const settled = closed.flatMap(({ range, waiting }) => (waiting.length === 0 ? [range] : this.#keepBack(range, waiting)));
    for (const { range, waiting } of closed) if (waiting.length === 0) this.#waiting.release(range[1]);
    this.#settle(settled);
  }

  #keepBack(range: DeliveredRange, waiting: readonly Waiting[]): readonly DeliveredRange[] {
    const givenUp = this.#waiting.keep(range, waiting);
    for (const { test, number, why, what } of givenUp.flatMap(({ records }) => records))
      this.#refuse({ test, number, why: 'waited-too-long', words: `${why} ${what}` });
    return givenUp.map((block) => block.range);
  }

  #settle(ranges: readonly DeliveredRange[]): void {
    if (ranges.length === 0) return;
    this.#delivered = coveredWith(this.#delivered, ranges);
    for (const number of this.#done) {
      if (ranges.some(([first, last]) => first <= number && number <= last)) this.#done.delete(number);
    }
    const { upTo, beyond } = this.#delivered;
    this.#needs.settle({ upTo, beyond: beyond.slice(-MOST_RANGES) });
  }
}

/** The last number before `first` that `covered` covers. */
const endOf = ({ upTo, beyond }: Delivered, first: number): number =>
  Math.max(upTo[0], ...beyond.filter(([, last]) => last < first).map(([, last]) => last));
