import type { Block, Sha256 } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import { type Head, LANES, type Lane } from '../domain/lane.ts';
import { ChainCheck, type Hole } from './chain-check.ts';
import { FactCheck } from './fact-check.ts';
import type { ChainReport, Verification, Wrong, WrongPlace } from './verification.ts';

/** What is expected of a record besides its own soundness. */
export interface Expectation {
  /** Both lanes must begin at 1, or where a signed retirement ends, and reach as far as anything says. What was cut out of a record may begin and end anywhere. */
  readonly complete?: boolean;
  /** What the journal's own row of heads said before the lines were read: no lane may end before. */
  readonly heads?: Readonly<Record<Lane, Head>>;
}

/** One journal among the lines. */
interface JournalCheck {
  readonly gateway: string;
  readonly journal: string;
  readonly lanes: Readonly<Record<Lane, ChainCheck>>;
  readonly facts: FactCheck;
  /** Channel tables that blocks name, with the first place that names it. */
  readonly named: Map<string, Pick<WrongPlace, 'line' | 'lane' | 'number'>>;
}

/**
 * Recomputes a record line by line: hashes, numbers, links, channel tables, heads, signatures. Any number of lines, of
 * any number of journals; each lane's blocks in rising order, the lanes in any. Memory grows with the facts, not with
 * the readings. Stops at the first place that is wrong.
 */
export class RecordVerifier {
  readonly #sha256: Sha256;
  readonly #journals = new Map<string, JournalCheck>();
  #lines = 0;
  #wrong: WrongPlace | undefined;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  /** True as long as nothing is wrong: there is no use in going on after it. */
  get holds(): boolean {
    return this.#wrong === undefined;
  }

  /** Takes the next line; empty ones are passed over. */
  add(line: string): void {
    this.#lines += 1;
    if (line === '' || !this.holds) return;
    const parsed = parseBlockLine(line, this.#sha256);
    if (parsed.is === 'broken') this.#fail(parsed.reason, placeIn(line));
    else this.#addBlock(parsed.block, parsed.hash);
  }

  /** The lines can't be read any further, though there are more. */
  unreadable(lane: Lane, number: number): void {
    this.#fail('unreadable', { lane, number });
  }

  /** What it came to, once all lines were taken. */
  finish({ complete = false, heads }: Expectation = {}): Verification {
    for (const check of this.#journals.values()) {
      for (const lane of LANES) {
        if (this.holds) this.#finishLane(check, lane, complete, heads?.[lane]);
      }
    }
    if (heads !== undefined && this.#journals.size === 0 && heads.urgent[0] > 0)
      this.#fail('ends-before', { lane: 'urgent', number: 1 });
    // What was cut off before its first block must not pass for proven.
    else if (this.#journals.size === 0 && this.holds) this.#atEnd('empty', {});
    return {
      chains: [...this.#journals.values()].flatMap((check) => LANES.flatMap((lane) => report(check, lane))),
      checkpoints: [...this.#journals.values()].reduce((sum, { facts }) => sum + facts.checkpoints, 0),
      ...(this.#wrong === undefined ? {} : { wrong: this.#wrong }),
    };
  }

  #addBlock(block: Block, hash: string): void {
    const check = this.#checkOf(block);
    const { journal, lane, first: number } = block;
    const before = check.lanes[lane].head[0];
    this.#noteWrong(check.lanes[lane].add(block, hash), { journal, lane, number });
    if (block.last <= before || !this.holds) return; // seen before: nothing new in it
    if (!check.named.has(block.config)) check.named.set(block.config, { line: this.#lines, lane, number });
    if (block.lane !== 'urgent') return;
    this.#noteWrong(check.lanes.readings.claim(block.head), { journal, lane, number });
    const wrong = check.facts.check(block);
    if (wrong !== undefined) this.#fail(wrong.wrong, { journal, lane, number: wrong.number });
    const signed = check.facts.signed?.readings;
    if (signed !== undefined) this.#noteWrong(check.lanes.readings.claim(signed), { journal, lane, number });
  }

  #finishLane(check: JournalCheck, lane: Lane, complete: boolean, head: Head | undefined): void {
    const { journal, lanes, facts } = check;
    const chain = lanes[lane];
    const hole = chain.holes.find((hole) => !facts.bridges(lane, hole.last, hole.prev) && (complete || hole.first > 1));
    const sealed = complete ? Math.max(chain.open.at(-1)?.[0] ?? 0, head?.[0] ?? 0) : 0;
    const otherHead = head !== undefined && head[0] === chain.head[0] && head[1] !== chain.head[1];
    if (hole !== undefined) this.#atEnd('missing', { journal, lane, number: hole.first });
    else if (sealed > chain.head[0]) this.#atEnd('ends-before', { journal, lane, number: chain.head[0] + 1 });
    else if (otherHead) this.#atEnd('fork', { journal, lane, number: chain.head[0] });
    else if (complete || lanes.urgent.first === 1) this.#finishConfigs(check);
  }

  #finishConfigs({ journal, facts, named }: JournalCheck): void {
    for (const [config, place] of named) {
      if (!facts.states(config)) this.#wrong ??= { wrong: 'config', journal, ...place };
    }
  }

  #checkOf({ gateway, journal }: Block): JournalCheck {
    const key = `${gateway} ${journal}`;
    const known = this.#journals.get(key);
    if (known !== undefined) return known;
    const lanes = { urgent: new ChainCheck('urgent'), readings: new ChainCheck('readings') };
    const made = { gateway, journal, lanes, facts: new FactCheck(this.#sha256), named: new Map() };
    this.#journals.set(key, made);
    return made;
  }

  #noteWrong(wrong: Wrong | undefined, place: Omit<WrongPlace, 'wrong' | 'line'>): void {
    if (wrong !== undefined) this.#fail(wrong, place);
  }

  #fail(wrong: Wrong, place: Omit<WrongPlace, 'wrong' | 'line'>): void {
    this.#wrong ??= { wrong, line: this.#lines, ...place };
  }

  #atEnd(wrong: Wrong, place: Omit<WrongPlace, 'wrong' | 'line'>): void {
    this.#wrong ??= { wrong, line: 0, ...place };
  }
}

const report = ({ gateway, journal, lanes, facts }: JournalCheck, lane: Lane): readonly ChainReport[] => {
  const { first, head, blocks, repeated, holes, open } = lanes[lane];
  if (blocks === 0) return [];
  const retired = holes.filter((hole) => facts.bridges(lane, hole.last, hole.prev)).map(rangeOf);
  return [
    {
      gateway,
      journal,
      lane,
      first,
      head,
      blocks,
      repeated,
      retired,
      signedUpTo: facts.signed?.[lane][0] ?? 0,
      knownUpTo: open.at(-1)?.[0] ?? head[0],
    },
  ];
};

const rangeOf = ({ first, last }: Hole): readonly [first: number, last: number] => [first, last];

/** Where a broken line would stand, as far as its header can still be read. */
const placeIn = (line: string): Omit<WrongPlace, 'wrong' | 'line'> => {
  const [, journal, lane, first] =
    /"journal":"([a-z0-9]{8,32})","lane":"(readings|urgent)","first":(\d{1,16}),/.exec(line.slice(0, 512)) ?? [];
  if (journal === undefined) return {};
  return { journal, lane: lane === 'urgent' ? 'urgent' : 'readings', number: Number(first) };
};
