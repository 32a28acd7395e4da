import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { sealedBlockOf } from '../journal/line-parts.ts';
import type { BlockFile } from './reported-record.ts';

/** The lines of a lane from a number on, with `undefined` for each stretch that can't be read: what lies behind it is read on. */
export function* linesAround(file: Pick<BlockFile, 'lines'>, lane: Lane, first: number): Generator<string | undefined> {
  let next: number | undefined = first;
  while (next !== undefined) {
    try {
      for (const line of file.lines(lane, next)) {
        yield line;
        next = (sealedBlockOf(line)?.last ?? next) + 1;
      }
      return;
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      yield undefined;
      next = firstReadable(file, lane, next);
    }
  }
}

/** The smallest number behind one that can't be read from which on reading goes on; undefined where it never does. */
const firstReadable = (file: Pick<BlockFile, 'lines'>, lane: Lane, broken: number): number | undefined => {
  let step = 1;
  while (!isReadable(file, lane, broken + step)) {
    step *= 2;
    if (broken + step > Number.MAX_SAFE_INTEGER) return undefined;
  }
  let [below, above] = [broken + Math.floor(step / 2), broken + step];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (isReadable(file, lane, middle)) above = middle;
    else below = middle;
  }
  return above;
};

const isReadable = (file: Pick<BlockFile, 'lines'>, lane: Lane, number: number): boolean => {
  try {
    for (const _line of file.lines(lane, number)) return true;
    return true; // behind the end there is nothing to be read, and nothing broken
  } catch (error) {
    if (error instanceof EdgeError) return false;
    throw error;
  }
};
