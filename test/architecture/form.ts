import type { SourceFile } from './sources.ts';

/** The bar for form: no file longer than this. */
const LONGEST_FILE = 300;

const lineCount = (text: string): number => text.split('\n').length - 1;

/** Files above the longest that is allowed. */
export const tooLong = (sources: readonly SourceFile[]): readonly string[] =>
  sources.filter(({ text }) => lineCount(text) > LONGEST_FILE).map(({ path, text }) => `${path} has ${lineCount(text)} lines`);

/** The file length that `share` of all files don't exceed. */
export const lengthAt = (sources: readonly SourceFile[], share: number): number =>
  sources.map(({ text }) => lineCount(text)).sort((a, b) => a - b)[Math.floor((sources.length - 1) * share)] ?? 0;

/** File names that say nothing about what is inside. */
export const VAGUE_NAME = /(^|\/|-)(index|utils?|helpers?|common|types|manager)\.ts$/;

/** Where the real clock, chance or the environment may be read, and nowhere else. */
const BORDERS: readonly (readonly [pattern: RegExp, allowed: readonly string[]])[] = [
  [/\bDate\.now\(|new Date\(\)|\bperformance\.now\(|\bprocess\.hrtime\b/, ['gateway/app/system-clock.ts']],
  [/\bset(Timeout|Interval)\(/, ['gateway/app/system-clock.ts']],
  [/\bMath\.random\(/, ['gateway/app/chance.ts']],
  [/\bprocess\.env\b/, ['gateway/cli/larder.ts']],
  [/:\s*any\b|<any>|\bas any\b/, []],
  [/@ts-(ignore|expect-error|nocheck)/, []],
  [/catch\s*(\([^)]*\))?\s*\{\s*\}/, []],
  [/^export default/m, []],
  [/^export \* from|^export \{[^}]*\} from/m, []],
];

/** Uses of the real world, of `any`, of swallowed errors and of barrels where they have no home. */
export const outOfPlace = (sources: readonly SourceFile[]): readonly string[] =>
  sources.flatMap(({ path, text }) =>
    BORDERS.filter(([pattern, allowed]) => !allowed.includes(path) && pattern.test(withoutComments(text))).map(
      ([pattern]) => `${path} holds ${String(pattern)}`,
    ),
  );

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
