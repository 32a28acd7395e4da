import { deflateSync, inflateSync } from 'node:zlib';
import { LONGEST_BLOCK, type SealedBlock } from '../domain/block.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { sealedBlockOf } from './line-parts.ts';

/** A stretch is closed once its blocks' text is this long: compressed together, blocks that look alike cost little. */
export const STRETCH_TEXT = 131_072;

/** Beyond a stretch’s text there is at most one block more; what is damaged must not fill the memory. */
export const LONGEST_STRETCH = STRETCH_TEXT + 4 * LONGEST_BLOCK;

// What stays is worth some work; what is soon packed again is not. Measured: level 6 packs no better than 5, and takes
// half as long again.
const LEVELS = { open: 1, closed: 5 } as const;

/** Neighbouring blocks, compressed together (zlib): their lines, each end of line between two a single \n. */
export const packBlocks = (blocks: readonly SealedBlock[], fate: keyof typeof LEVELS): Buffer =>
  deflateSync(blocks.map(({ line }) => line).join('\n'), { level: LEVELS[fate] });

/**
 * The blocks of a row, byte for byte.
 * @throws EdgeError `journal-damaged` when the row is not what was written.
 */
export const unpackBlocks = (packed: Uint8Array): readonly SealedBlock[] => {
  const blocks = inflated(packed).split('\n').map(sealedBlockOf);
  const whole = blocks.filter((block) => block !== undefined);
  if (whole.length < blocks.length) throw new EdgeError('journal-damaged', 'a row of blocks holds what is no block');
  return whole;
};

const inflated = (packed: Uint8Array): string => {
  try {
    return inflateSync(packed, { maxOutputLength: LONGEST_STRETCH }).toString('utf8');
  } catch (error) {
    throw new EdgeError('journal-damaged', `a row of blocks can't be unpacked: ${wordsOf(error)}`, { cause: error });
  }
};
