/** So many bytes of a command, or not enough bytes to say. */
export type CommandLength = number | 'incomplete';

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;

/**
 * Bytes of a printer's commands after their first byte, the command's letter included. Source: Epson, ESC/POS Command
 * Reference. What isn't here has two bytes in all: the letter alone.
 */
const LENGTHS: ReadonlyMap<number, Readonly<Record<string, number>>> = new Map([
  [
    ESC,
    { ' ': 2, '!': 2, $: 3, '%': 2, '-': 2, '3': 2, '=': 2, E: 2, G: 2, J: 2, K: 2, M: 2, R: 2, T: 2, V: 2, W: 9, '\\': 3, a: 2, c: 3, d: 2, e: 2, p: 4, r: 2, t: 2, u: 2, v: 1, '{': 2 },
  ],
  [FS, { '!': 2, '-': 2, S: 3, W: 2, p: 3, C: 2 }],
  [GS, { '!': 2, $: 3, B: 2, H: 2, I: 2, L: 3, P: 3, W: 3, '\\': 3, a: 2, b: 2, f: 2, h: 2, r: 2, w: 2, x: 2 }],
]); // biome-ignore format: a table to read

/** A command that is longer than that is held to be noise after an escape. */
const LONGEST = 8_192;

/** How long the printer's command at `at` is; 0 where none begins there. */
export const commandLength = (bytes: Uint8Array, at: number, end = bytes.length): CommandLength => {
  const lead = bytes[at] ?? 0;
  const lengths = LENGTHS.get(lead);
  if (lengths === undefined) return 0;
  if (at + 1 >= end) return 'incomplete';
  const letter = String.fromCharCode(bytes[at + 1] ?? 0);
  const whole = pictureLength(bytes, at, end, lead, letter) ?? 1 + (lengths[letter] ?? 1);
  if (whole === 'incomplete') return whole;
  if (whole > LONGEST) return 2;
  return at + whole > end ? 'incomplete' : whole;
};

/** Commands that say themselves how many bytes follow: pictures, bar codes, and the family `GS (`. */
const pictureLength = (bytes: Uint8Array, at: number, end: number, lead: number, letter: string): CommandLength | undefined => {
  const needs = (header: number, length: () => number): CommandLength => (at + header > end ? 'incomplete' : length());
  const word = (place: number): number => (bytes[at + place] ?? 0) + 256 * (bytes[at + place + 1] ?? 0);
  if (lead === ESC && letter === '*') return needs(5, () => 5 + word(3) * ((bytes[at + 2] ?? 0) >= 32 ? 3 : 1));
  if (lead === GS && letter === '(') return needs(5, () => 5 + word(3));
  if (lead === GS && letter === 'v') return needs(8, () => 8 + word(4) * word(6));
  if (lead === GS && letter === 'V') return needs(3, () => ((bytes[at + 2] ?? 0) >= 65 ? 4 : 3));
  // Form B of a bar code says its length, form A ends with a zero byte.
  if (lead === GS && letter === 'k')
    return needs(4, () => ((bytes[at + 2] ?? 0) >= 65 ? 4 + (bytes[at + 3] ?? 0) : zeroEnd(bytes, at + 3, end) - at));
  if (lead === ESC && letter === 'D') return needs(3, () => zeroEnd(bytes, at + 2, end) - at);
  return undefined;
};

const zeroEnd = (bytes: Uint8Array, from: number, end: number): number => {
  const zero = bytes.subarray(from, Math.min(end, from + 256)).indexOf(0);
  return zero < 0 ? Math.min(end, from + 256) + (end - from < 256 ? 1 : 0) : from + zero + 1;
};

/** The bytes without the printer's commands; a command that was cut off at the end is left out, too. */
export const withoutCommands = (bytes: Uint8Array): Uint8Array => {
  const kept = new Uint8Array(bytes.length);
  let size = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = commandLength(bytes, at);
    if (length === 'incomplete') break;
    if (length === 0) kept[size++] = bytes[at] ?? 0;
    at += Math.max(1, length);
  }
  return kept.slice(0, size);
};
