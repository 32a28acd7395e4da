/**
 * Why there is no value, or why a value is doubted. A missing measurement is a word, never a number.
 * `exception:N` carries the device's Modbus exception code.
 */
export type Quality =
  | 'good' // the device answered, and the value lies inside the probe's physical range
  | 'no-answer' // the device didn't answer in time; there is no value, and none is made up
  | `exception:${number}` // the device answered that it can't: Modbus exception code N; no value
  | 'probe-open' // the device answered with its word for a broken or missing probe; no value
  | 'probe-short' // the device answered with its word for a short-circuited probe; no value
  | 'probe-fault' // the device answered with its word for another probe fault, or with what is no number; no value
  | 'out-of-range' // the value as read lies outside the probe's physical range; the value stays, doubted
  | 'frozen'; // the value as read hasn't moved for longer than is plausible; the value stays, doubted

const PLAIN = ['good', 'no-answer', 'probe-open', 'probe-short', 'probe-fault', 'out-of-range', 'frozen'] as const;

/** Exception codes start here, clear of the plain words. */
const EXCEPTION_BASE = 256;

const WORDS: ReadonlyMap<number, Quality> = new Map(PLAIN.map((word, code) => [code, word]));
const CODES: ReadonlyMap<string, number> = new Map(PLAIN.map((word, code) => [word, code]));

/** The small number that stands for a quality where readings travel as plain numbers; 0 is `good`. */
export const qualityCode = (quality: Quality): number =>
  CODES.get(quality) ?? EXCEPTION_BASE + Number(quality.slice('exception:'.length));

/** The word behind a small number; what `qualityCode` gave comes back as it was. */
export const qualityOf = (code: number): Quality => WORDS.get(code) ?? `exception:${code - EXCEPTION_BASE}`;

/** True where the quality leaves a value standing: `good`, and the two doubts. */
export const hasValue = (quality: Quality): boolean => quality === 'good' || quality === 'out-of-range' || quality === 'frozen';

/** True where the device itself said that its probe is broken. */
export const isProbeFault = (quality: Quality): boolean =>
  quality === 'probe-open' || quality === 'probe-short' || quality === 'probe-fault';

/** True for the words a block may carry as a reading's quality (all but `good`, which is left out). */
export const isQualityWord = (text: string): text is Quality =>
  (CODES.has(text) && text !== 'good') || /^exception:([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(text);
