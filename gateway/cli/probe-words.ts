import type { Table } from '../../device-profiles/profile.ts';
import type { ValueGuess } from '../acquire/finding/find-value.ts';
import type { RegisterReading } from '../acquire/finding/read-device.ts';
import { textTable } from '../console/text-table.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { valueWords } from './scan-words.ts';

/** A run of registers as a device gave them; undefined for what it refused. */
export interface RawRun {
  readonly table: Table;
  readonly from: number;
  readonly words: readonly (number | undefined)[];
}

/** A run of registers in which a value was looked for. */
export interface SearchedRun {
  readonly run: RawRun;
  readonly guesses: readonly ValueGuess[];
}

/** A device as its profile reads it: each register with its value, and the raw registers behind it. */
export const readingLines = (readings: readonly RegisterReading[], language: Language): readonly string[] =>
  textTable([
    (['name', 'value', 'register', 'raw'] as const).map((key) => say(language, `finding.probe.${key}`)),
    ...readings.map((reading) => [
      reading.register.name,
      valueWords(reading, language),
      `${reading.register.table} ${reading.register.address}`,
      reading.words.map(reading.register.type === 'bit' && isBits(reading.register.table) ? String : hex).join(' '),
    ]),
  ]);

/** Raw registers, read in every common way. Those that could hold what a display shows are marked. */
export const rawLines = (
  { table, from, words }: RawRun,
  guesses: readonly ValueGuess[],
  language: Language,
): readonly string[] => {
  const heads = isBits(table) ? [say(language, 'finding.probe.bit')] : WAYS;
  const rows = stretches(words).map(({ first, last, word }) => [
    `${table} ${from + first}${first === last ? '' : `–${from + last}`}`,
    ...(word === undefined ? [say(language, 'finding.probe.refused')] : cells(table, word, words[first + 1])),
    ...(guesses.length === 0 ? [] : [marks(first, guesses)]),
  ]);
  const legend = isBits(table) ? [] : ['', say(language, 'finding.probe.swapped')];
  const head = [say(language, 'finding.probe.register'), ...heads];
  return [...textTable([head, ...rows.map((row) => filledTo(row, head.length))]), ...legend];
};

const WAYS = ['hex', 'uint16', 'int16', 'int32', 'int32 ⇄', 'float32', 'float32 ⇄'] as const;

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly word: number | undefined;
}

/** Each register by itself; a run of those that the device doesn't give as one. */
const stretches = (words: readonly (number | undefined)[]): readonly Stretch[] => {
  const found: Stretch[] = [];
  for (const [place, word] of words.entries()) {
    const before = found.at(-1);
    if (word === undefined && before !== undefined && before.word === undefined)
      found[found.length - 1] = { ...before, last: place };
    else found.push({ first: place, last: place, word });
  }
  return found;
};

const isBits = (table: Table): boolean => table === 'coil' || table === 'discrete';

const hex = (word: number): string => `0x${word.toString(16).toUpperCase().padStart(4, '0')}`;

// A refused register has one cell of words; its mark, if there are any, must still come last.
const filledTo = (row: readonly string[], columns: number): readonly string[] =>
  row.length >= columns ? row : [...row, ...Array.from({ length: columns - row.length }, () => '')];

const cells = (table: Table, word: number, next: number | undefined): readonly string[] => {
  if (isBits(table)) return [String(word)];
  const view = new DataView(new ArrayBuffer(6));
  view.setUint16(0, word);
  view.setUint16(2, next ?? 0);
  view.setUint16(4, word);
  const pair = (text: string): string => (next === undefined ? '' : text);
  return [
    hex(word),
    String(word),
    String(view.getInt16(0)),
    pair(String(view.getInt32(0))),
    pair(String(view.getInt32(2))),
    pair(floatText(view.getFloat32(0))),
    pair(floatText(view.getFloat32(2))),
  ];
};

/** What no probe measures is shown as a dot: it would only hide the numbers that matter. */
const floatText = (value: number): string =>
  value === 0 || (Number.isFinite(value) && Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7)
    ? String(Number(value.toPrecision(6)))
    : '·';

const marks = (place: number, guesses: readonly ValueGuess[]): string =>
  guesses
    .filter((guess) => guess.place === place)
    .map((guess) => `${guess.fit === 'same' ? '◀' : '◁'} ${wayText(guess)} = ${guess.value}`)
    .join('  ');

/** How a guess reads its registers: `int16 × 0.1`. */
const wayText = ({ type, scale, wordOrder, negativeFrom }: ValueGuess): string => {
  const order = wordOrder === 'little' ? ' ⇄' : '';
  const negative = negativeFrom === undefined ? '' : ` (${negativeFrom})`;
  return `${type}${order}${negative}${scale === 1 ? '' : ` × ${scale}`}`;
};

/** More candidates than this are counted, not listed. */
const MOST_LISTED = 20;

/** What could be what a display shows, in all that was read: the same first, then what may have moved on since. */
export const guessLines = (found: readonly SearchedRun[], written: string, language: Language): readonly string[] => {
  const read = found.reduce((sum, { run }) => sum + run.words.filter((word) => word !== undefined).length, 0);
  if (found.every(({ guesses }) => guesses.length === 0))
    return [say(language, 'finding.probe.not-found', { sought: written, n: read })];
  return [
    ...listed(found, 'same', say(language, 'finding.probe.same', { sought: written }), language),
    ...listed(found, 'near', say(language, 'finding.probe.near', { sought: written }), language),
    ...(Number(written.replace(',', '.')) === 0 ? [say(language, 'finding.probe.zero')] : []),
  ];
};

const listed = (found: readonly SearchedRun[], fit: ValueGuess['fit'], title: string, language: Language): readonly string[] => {
  const rows = found.flatMap(({ run, guesses }) =>
    guesses
      .filter((guess) => guess.fit === fit)
      .map((guess) => [`  ${run.table} ${run.from + guess.place}`, wayText(guess), String(guess.value)]),
  );
  const more = rows.length - MOST_LISTED;
  return [
    ...(rows.length === 0 ? [] : [title, ...textTable(rows.slice(0, MOST_LISTED))]),
    ...(more > 0 ? [`  ${say(language, 'finding.probe.more', { n: more })}`] : []),
  ];
};

/** The best guess as a register of a profile, to begin one with. */
export const registerYaml = ({ run, guess }: { readonly run: RawRun; readonly guess: ValueGuess }): string => {
  const parts = [
    'name: temperature',
    'role: measurement',
    `table: ${run.table}`,
    `address: ${run.from + guess.place}`,
    `type: ${guess.type}`,
    ...(guess.wordOrder === 'little' ? ['wordOrder: little'] : []),
    ...(guess.negativeFrom === undefined ? [] : [`negativeFrom: ${guess.negativeFrom}`]),
    ...(guess.type === 'float32' ? ['resolution: 0.1'] : guess.scale === 1 ? [] : [`scale: ${guess.scale}`]),
    'unit: degC',
  ];
  return `  - { ${parts.join(', ')} }`;
};
