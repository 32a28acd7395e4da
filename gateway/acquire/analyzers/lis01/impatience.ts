import { ENQ, EOT, STX } from './characters.ts';

const FIRST_DIGIT = 0x30;

/**
 * True where the bytes behind a frame show that its sender hasn't waited for the reply: it sends the frame of this number
 * again, or begins anew. A reply now would be taken as the reply to that, and so to a frame that nobody has judged yet.
 */
export const wantsNoReply = (behind: Uint8Array, number: number | undefined): boolean => {
  const at = behind.findIndex((byte) => byte === STX || byte === ENQ || byte === EOT);
  if (at < 0) return false;
  if (behind[at] === ENQ) return true;
  return behind[at] === STX && number !== undefined && behind[at + 1] === FIRST_DIGIT + number;
};
