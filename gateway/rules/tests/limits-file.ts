import { z } from 'zod';
import { sourceSchema } from '../../domain/source.ts';
import { parseDecimal } from './decimal.ts';
import { unitOf } from './test-unit.ts';

/** Faults of form that are told in words of their own; anything else is told by the schema. */
export const FORM_FAULTS = ['decimal', 'unit', 'name'] as const;
type FormFault = (typeof FORM_FAULTS)[number];

const told = (fault: FormFault): string => fault;

/** A name in small letters, digits and hyphens. */
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, told('name'));

/** A number as text: what is compared is what is written. */
const decimal = z.string(told('decimal')).refine((text) => parseDecimal(text) !== undefined, told('decimal'));

const unit = z.string().refine((text) => unitOf(text) !== undefined, told('unit'));

const words = z.string().trim().min(1);

const names = z.strictObject({ en: words, 'zh-CN': words });

/** How well the facts bear a number out, as long as nobody has compared it with the document's own text. */
const confidenceSchema = z.enum(['high', 'medium', 'low']);

const anyItem = {
  id,
  name: names,
  /** What instruments and people write for it. */
  aliases: z.array(words).default([]),
  /** How it is measured, where goods are known to disturb that: see `interfering`. */
  method: id.optional(),
  /** How often a positive is repeated (复测) at least. */
  repeats: z.int().min(1).max(5).default(2),
  /** Further spellings of units, and what they mean for this item: `ppm: mg/kg`. '' is what a result without a unit means. */
  unitSpellings: z.record(z.string(), unit).default({}),
};

const maximumItem = z.strictObject({ ...anyItem, kind: z.literal('maximum'), unit });

const inhibitionItem = z.strictObject({
  ...anyItem,
  kind: z.literal('inhibition'),
  unit: z.literal('%'),
  /** A lower value is no inhibition but a failed run. A little below zero is ordinary scatter. */
  lowest: decimal.optional(),
  /** What the run's control well must show: its `detail` by the profile's name, else its value. */
  control: z.strictObject({ detail: words.optional(), lowest: decimal.optional(), highest: decimal.optional() }).optional(),
});

/** What strips and their readers say, by what it means. Held against the whole text, never a part of it. */
const outcomeWords = z.strictObject({
  negative: z.array(words).default([]),
  positive: z.array(words).default([]),
  suspect: z.array(words).default([]),
  invalid: z.array(words).default([]),
});

const stripItem = z.strictObject({
  ...anyItem,
  kind: z.literal('strip'),
  /** Of a reader that sends a concentration. */
  unit: unit.optional(),
  /**
   * `competitive`: a test line weaker than the control line is positive (small molecules). `sandwich`: the other way round.
   * Absent for a colour test without lines.
   */
  direction: z.enum(['competitive', 'sandwich']).optional(),
  /** The names of both lines in a result's details. */
  lines: z.strictObject({ test: words.default('T'), control: words.default('C') }).prefault({}),
  /** T ÷ C at which the strip turns; 1 for the eye. A reader has its own. */
  turnsAt: decimal.default('1'),
  /** A control line not above this is missing: the strip failed. */
  controlAbove: decimal.default('0'),
  words: outcomeWords,
});

const itemSchema = z.discriminatedUnion('kind', [maximumItem, inhibitionItem, stripItem]);
export type TestItem = z.infer<typeof itemSchema>;
export type InhibitionItem = z.infer<typeof inhibitionItem>;
export type StripItem = z.infer<typeof stripItem>;

const matrixSchema = z.strictObject({
  id,
  name: names,
  aliases: z.array(words).default([]),
  /** The matrix that it is a part of: a limit of that one holds here, unless this one has its own. */
  within: id.optional(),
  /** Goods that belong to it: English name, Chinese name, further spellings. */
  goods: z.array(z.tuple([words, words], words)).default([]),
});
export type Matrix = z.infer<typeof matrixSchema>;

/** Goods that disturb a method, and what on the run sheet takes the doubt away. */
const interferingSchema = z.strictObject({
  method: id,
  /** By any of their names, as under `matrices`. */
  goods: z.array(words).min(1),
  unless: z.strictObject({ detail: words, is: z.array(words).min(1) }).optional(),
  source: sourceSchema,
});
export type Interfering = z.infer<typeof interferingSchema>;

const limitSchema = z.strictObject({
  item: id,
  matrix: id,
  /** `>`: equal to the limit passes. `>=`: equal to it is positive. */
  positiveIf: z.enum(['>', '>=']).optional(),
  value: decimal.optional(),
  unit: unit.optional(),
  confidence: confidenceSchema,
  source: sourceSchema,
});
export type MatrixLimit = z.infer<typeof limitSchema>;

/** An edition whose numbers must not judge anything from `since` on. */
const supersededSchema = z.strictObject({ document: words, edition: words, since: z.iso.date(), replacedBy: words });
export type SupersededEdition = z.infer<typeof supersededSchema>;

/** A file of items, matrices and limits. `sources` and `words` are places for YAML anchors, so that each is written once. */
export const limitsFileSchema = z.strictObject({
  sources: z.record(z.string(), z.unknown()).optional(),
  words: z.record(z.string(), z.unknown()).optional(),
  superseded: z.array(supersededSchema).default([]),
  items: z.array(itemSchema).default([]),
  matrices: z.array(matrixSchema).default([]),
  interfering: z.array(interferingSchema).default([]),
  limits: z.array(limitSchema).default([]),
});
export type LimitsFile = z.infer<typeof limitsFileSchema>;
