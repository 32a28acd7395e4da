import { ENQ, EOT, frames, message } from '../lis-wire.ts';
import type { Talk } from '../talk.ts';

/** Sends one piece after another; what came back, one entry for each. */
export const replies = async (talk: Talk, pieces: readonly string[]): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const piece of pieces) {
    await talk.send(piece);
    all.push(talk.takeWritten());
  }
  return all;
};

/** The records of a message with one result. */
export const RECORDS = message('S-1', '12.5');

/** The same as a whole session. */
export const SESSION = [ENQ, ...frames(RECORDS), EOT];
