import { createHash } from 'node:crypto';
import type { SealedBlock } from '../../../gateway/domain/block.ts';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import type { SealedBlocks } from '../sealed-blocks.ts';

/** A version of a test, and the number of its fact. */
export interface NumberedTest {
  readonly number: number;
  readonly test: TestFact;
}

/** A test is not corrected more often than this; what lies before isn't looked for. */
const MOST_VERSIONS = 16;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The facts of a block that holds one of these kinds, each with its number; none where the line is no block any more. */
export const factsIn = (
  { line }: Pick<SealedBlock, 'line'>,
  kinds: readonly Fact['kind'][],
): readonly { readonly number: number; readonly fact: Fact }[] => {
  // Most urgent blocks hold none, and are not parsed for it.
  if (!kinds.some((kind) => line.includes(`"kind":"${kind}"`))) return [];
  const parsed = parseBlockLine(line, sha256);
  if (parsed.is === 'broken' || parsed.block.lane !== 'urgent') return [];
  const { first, facts } = parsed.block;
  return facts.map((fact, place) => ({ number: first + place, fact }));
};

/** The tests of a block, in order. */
export const testsIn = (block: Pick<SealedBlock, 'line'>): readonly NumberedTest[] =>
  factsIn(block, ['test']).flatMap(({ number, fact }) => (fact.kind === 'test' ? [{ number, test: fact }] : []));

/** The versions that a test corrects, the newest first; those that the journal no longer has are left out, and all before them. */
export const earlierVersions = async (blocks: Pick<SealedBlocks, 'blocks'>, test: TestFact): Promise<readonly NumberedTest[]> => {
  const versions: NumberedTest[] = [];
  for (let of = test.of; of !== undefined && versions.length < MOST_VERSIONS; ) {
    const number = of;
    const [block] = await blocks.blocks('urgent', number, number, 1);
    const found = block === undefined ? undefined : testsIn(block).find((each) => each.number === number);
    if (found === undefined || found.test.id !== test.id) break;
    versions.push(found);
    of = found.test.of !== undefined && found.test.of < number ? found.test.of : undefined;
  }
  return versions;
};
