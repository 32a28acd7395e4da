import { z } from 'zod';
import { type Block, LONGEST_BLOCK, type Sha256, splitHash } from './block.ts';
import { FACT_KINDS } from './fact.ts';
import { isQualityWord } from './quality.ts';

const hashText = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const header = {
  v: z.literal(1),
  gateway: z.string().regex(/^[a-z0-9-]{1,64}$/),
  journal: z.string().regex(/^[a-z0-9]{8,32}$/),
  first: z.int().min(1),
  last: z.int().min(1),
  prev: hashText,
  config: z.string().regex(/^[0-9a-f]{12}$/),
  boot: count,
  up: count,
  t0: count,
  clock: z.enum(['sure', 'unsure']),
};

const reading = z.union([
  z.tuple([count, count, z.number().nullable()]),
  z.tuple([count, count, z.number().nullable(), z.string().refine(isQualityWord)]),
]);

const readingsBlock = z.strictObject({
  ...header,
  lane: z.literal('readings'),
  channels: z.array(z.string()),
  readings: z.array(reading).min(1),
  hash: hashText,
});

const urgentBlock = z.strictObject({
  ...header,
  lane: z.literal('urgent'),
  head: z.tuple([count, hashText]),
  // A fact's own fields are read by whoever knows its kind; what a block must get right is that there is one, and when.
  facts: z.array(z.looseObject({ kind: z.enum(FACT_KINDS), at: count })).min(1),
  hash: hashText,
});

const blockSchema = z.discriminatedUnion('lane', [readingsBlock, urgentBlock]);

/** What a block line turned out to be. */
export type ParsedLine =
  | { readonly is: 'block'; readonly block: Block; readonly hash: string }
  | { readonly is: 'broken'; readonly reason: 'too-long' | 'not-a-block' | 'hash' | 'count' };

/**
 * Reads a block line from anywhere: a file, a broker, another box. Never throws. A line is a block only if its shape is
 * right, its hash is the hash of its text, and it holds as many readings or facts as its numbers say.
 */
export const parseBlockLine = (line: string, sha256: Sha256): ParsedLine => {
  if (line.length > LONGEST_BLOCK) return { is: 'broken', reason: 'too-long' };
  const parts = splitHash(line);
  const content = parts === undefined ? undefined : parsedJson(line);
  const shape = blockSchema.safeParse(content);
  // A key that stands twice would be read one way here and another way there: a block has one spelling.
  if (parts === undefined || !shape.success || JSON.stringify(content) !== line) return { is: 'broken', reason: 'not-a-block' };
  if (sha256(parts.hashed) !== parts.hash) return { is: 'broken', reason: 'hash' };
  const { hash, ...block } = shape.data;
  const held = block.lane === 'urgent' ? block.facts.length : block.readings.length;
  const known = block.lane === 'urgent' || block.readings.every(([, place]) => place < block.channels.length);
  if (held !== block.last - block.first + 1 || !known) return { is: 'broken', reason: 'count' };
  // The shape was just checked; facts stay as loose as their kinds allow.
  return { is: 'block', block: block as Block, hash };
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON is not a block: the caller says so
  }
};
