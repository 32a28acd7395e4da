import type { Fact } from '../../../gateway/domain/fact.ts';
import type { PersonRef, SampleFact } from '../../../gateway/domain/station-fact.ts';
import type { SealedBlocks } from '../sealed-blocks.ts';
import type { PastTest } from './test-details.ts';
import { factsIn, type NumberedTest } from './test-history.ts';

/** So many numbers are looked through at a time, and so far back at most: a sample is registered in the morning of its test. */
const STEP = 500;
const FARTHEST = 5_000;
const BYTES = 1_048_576;

/** Facts that are remembered: a look back serves the tests around it, too. */
const MOST = 2_000;

/**
 * What the record itself says of a test that the desk has let go of: its sample, and who made its run sheet. An uplink that is
 * added later receives the past.
 */
export class PastFacts {
  readonly #blocks: Pick<SealedBlocks, 'blocks'>;
  /** The versions of each sample, by the number of the fact. */
  readonly #samples = new Map<number, SampleFact>();
  readonly #sheets = new Map<string, PersonRef>();
  /** The ranges that were looked through. */
  #seen = new Set<number>();

  constructor(blocks: Pick<SealedBlocks, 'blocks'>) {
    this.#blocks = blocks;
  }

  /** The test with its sample as it was known when the test became known. */
  async of({ number, test }: NumberedTest): Promise<PastTest> {
    for (let step = Math.floor(number / STEP), back = 0; step >= 0 && back <= FARTHEST; step -= 1, back += STEP) {
      await this.#look(step);
      const sample = this.#sampleBefore(test.sample, number);
      if (sample === undefined) continue;
      const operator = this.#sheets.get(sheetKey(test.analyzer, test.run));
      return { test, sample, ...(operator === undefined ? {} : { operator }) };
    }
    return { test };
  }

  #sampleBefore(id: string | undefined, before: number): SampleFact | undefined {
    const numbers = [...this.#samples].flatMap(([number, sample]) => (number < before && sample.id === id ? [number] : []));
    return this.#samples.get(Math.max(...numbers));
  }

  async #look(step: number): Promise<void> {
    if (this.#seen.has(step)) return;
    if (this.#samples.size > MOST) this.#forget();
    const last = step * STEP + STEP - 1;
    for (let first = Math.max(1, step * STEP); first <= last; ) {
      const blocks = await this.#blocks.blocks('urgent', first, last, BYTES);
      const end = blocks.at(-1)?.last;
      if (end === undefined) return; // more may come here yet
      for (const block of blocks) for (const { number, fact } of factsIn(block, ['sample', 'act'])) this.#note(number, fact);
      first = Math.max(first, end) + 1;
    }
    this.#seen.add(step);
  }

  #note(number: number, fact: Fact): void {
    if (fact.kind === 'sample' && 'category' in fact) this.#samples.set(number, fact);
    if (fact.kind === 'act' && fact.does === 'run-sheet' && 'run' in fact) this.#sheets.set(sheetKey(fact.on, fact.run), fact.by);
  }

  #forget(): void {
    this.#samples.clear();
    this.#sheets.clear();
    this.#seen = new Set();
  }
}

const sheetKey = (analyzer: string, run: string | undefined): string => JSON.stringify([analyzer, run]);
