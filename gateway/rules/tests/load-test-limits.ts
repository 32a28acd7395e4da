import { fileURLToPath } from 'node:url';
import { EdgeError, type Fault } from '../../domain/edge-error.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { placeText } from '../../domain/place-text.ts';
import { type ReadFile, readDataFolder } from '../data-folder.ts';
import type { LimitsFile, MatrixLimit } from './limits-file.ts';
import { lintInterfering, lintLimit, lintMatrix, overlap } from './lint-limits.ts';
import { doubleIds, doubleNames } from './lint-names.ts';
import { type ParsedLimits, parseLimits } from './parse-limits.ts';
import type { Placed } from './placed.ts';
import type { TestLimits } from './test-limits.ts';

/** The folder of the items, matrices and limits that come with Larder; beside this one both in the sources and once compiled. */
export const SHIPPED_TEST_LIMITS: string = fileURLToPath(new URL('../test-limits/', import.meta.url));

/** The lists of a file. */
type List = 'items' | 'matrices' | 'interfering' | 'limits';

/**
 * Reads all files of these folders, the shipped one first. An item or a matrix of a later folder takes the place of one with
 * the same id; a limit the place of those for the same item and matrix at the same time.
 * Throws EdgeError `limits-invalid` with all faults of all files: file, line, what is wrong, and what to do about it.
 */
export const loadTestLimits = async (
  folders: readonly string[] = [SHIPPED_TEST_LIMITS],
  language: Language = 'en',
): Promise<TestLimits> => {
  const read = await Promise.all(folders.map((folder) => readDataFolder<ParsedLimits>(folder, parseLimits, language)));
  const unreadable = read
    .flat()
    .flatMap(({ file, parsed }) => (parsed.is === 'faulty' ? parsed.faults.map((fault) => ({ file, ...fault })) : []));
  const placed = <Key extends List>(list: Key) =>
    read.flatMap((files, folder) => files.flatMap((file) => entriesOf(file, list, folder, language)));
  const [items, matrices, interfering, limits] = [placed('items'), placed('matrices'), placed('interfering'), placed('limits')];
  const data: TestLimits = {
    items: new Map(items.map(({ entry }) => [entry.id, entry])),
    matrices: new Map(matrices.map(({ entry }) => [entry.id, entry])),
    interfering: interfering.map(({ entry }) => entry),
    limits: notReplaced(limits),
  };
  const superseded = read.flat().flatMap(({ parsed }) => (parsed.is === 'limits' ? parsed.content.superseded : []));
  const faults = [
    ...unreadable,
    ...limits.flatMap(({ entry, fault }) => lintLimit(entry, data, superseded).map(fault)),
    ...overlapping(limits),
    ...matrices.flatMap(({ entry, fault }) => lintMatrix(entry, data).map(fault)),
    ...interfering.flatMap(({ entry, fault }) => lintInterfering(entry, data).map(fault)),
    ...doubleIds(items),
    ...doubleIds(matrices),
    ...doubleNames(items, matrices),
  ];
  if (faults.length === 0) return data;
  throw new EdgeError('limits-invalid', say(language, 'limits.invalid', { faults: faults.length }), { faults });
};

const entriesOf = <Key extends List>(
  { file, parsed }: ReadFile<ParsedLimits>,
  list: Key,
  folder: number,
  language: Language,
): readonly Placed<LimitsFile[Key][number]>[] => {
  if (parsed.is === 'faulty') return [];
  const entries: readonly LimitsFile[Key][number][] = parsed.content[list];
  return entries.map((entry, place) => ({
    entry,
    folder,
    fault: ({ path, wrong, filling }) => {
      const whole = [list, place, ...path];
      const remedy = say(language, `${wrong}.do`);
      return { file, line: parsed.lineOf(whole), place: placeText(whole), wrong: say(language, wrong, filling), remedy };
    },
  }));
};

const notReplaced = (limits: readonly Placed<MatrixLimit>[]): readonly MatrixLimit[] =>
  limits
    .filter(({ entry, folder }) => !limits.some((other) => other.folder > folder && overlap(entry, other.entry)))
    .map(({ entry }) => entry);

const overlapping = (limits: readonly Placed<MatrixLimit>[]): readonly Fault[] =>
  limits
    .filter(({ entry, folder }, place) =>
      limits.slice(0, place).some((other) => other.folder === folder && overlap(entry, other.entry)),
    )
    .map(({ entry: { item, matrix }, fault }) => fault({ path: [], wrong: 'limits.overlap', filling: { item, matrix } }));
