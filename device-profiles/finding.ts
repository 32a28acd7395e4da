import type { Filling } from '../gateway/domain/messages/message.ts';

/** Every way in which a profile of the right form can make no sense: a closed list. */
export const LINT_RULES = [
  'name-twice', // two registers with one name
  'overlap', // two registers over the same words, and neither is read alone
  'beyond-end', // a value that would reach past address 65535
  'bit-table', // a coil or discrete input that is no bit, or a bit number where there are no words
  'bit-number', // a bit of a register that doesn't say which
  'word-order', // an order of words where there is one word
  'negative-from', // the mark of negative values without that encoding, or the encoding without its mark
  'setting-table', // a setting in a table that can't be written
  'unit-missing', // a measurement without a unit that is no ratio
  'unit-idle', // a state or an identity with a unit
  'measured-bit', // a measurement of one bit
  'range-missing', // a measurement without its physical range
  'range-turned', // a range whose low end isn't below its high end
  'range-unreached', // a physical range that the register can't carry
  'scale-zero', // a factor of zero
  'scale-twice', // a scale of its own beside one from another register
  'scale-from', // a scale from a register that isn't there, or that can't name one
  'resolution-missing', // a float, or a scale from elsewhere, without a resolution
  'resolution-finer', // a resolution finer than what is read
  'sentinel-turned', // a run of fault codes that ends before it begins
  'sentinel-nan', // no-number as a fault code of an integer
  'sentinel-unreached', // a fault code that the encoding can't carry
  'sentinel-legal', // a fault code that is a possible value too, and nothing says so
  'sentinel-harmless', // a fault code that claims to be a possible value and is none
  'sentinel-twice', // two fault codes over the same raw number
  'states-measured', // names for the values of a measurement
  'states-unreached', // a named value that the encoding can't carry
  'inverted-word', // turned round, but no bit
  'output-role',
  'frozen-idle', // doubted as frozen, but no measurement
  'too-long', // a value longer than the longest read
  'span-turned', // a span that ends before it begins
  'forbidden', // a register in a span that must never be read
  'together-cut', // a register partly in a span that is only given whole
  'identity-idle', // an identity check that checks nothing
  'identity-table', // an identity check whose encoding doesn't fit its table
  'set-unit-idle', // a recipe that never writes the unit id
  'set-unit-dangerous', // a recipe with a write from the dangerous list
  'dangerous-idle', // a dangerous write that names neither function nor address
  'dangerous-turned', // a dangerous run of addresses without a beginning, or that ends before it
  'serial-missing', // a serial device without its factory settings
] as const;
export type LintRule = (typeof LINT_RULES)[number];

/** One place where a profile makes no sense. */
export interface Finding {
  readonly rule: LintRule;
  /** Keys and places from the top of the profile. */
  readonly path: readonly (string | number)[];
  /** What the words of the rule are filled with. */
  readonly filling?: Filling;
}

/** The finding, alone in a list, where `wrong` holds; else none. */
export const when = (wrong: boolean, rule: LintRule, path: Finding['path'], filling?: Filling): readonly Finding[] =>
  wrong ? [filling === undefined ? { rule, path } : { rule, path, filling }] : [];
