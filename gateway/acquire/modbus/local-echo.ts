import type { Question } from './question.ts';

/** What is known of a line's hearing itself. Outlives the port: the wiring stays. */
export interface EchoMemory {
  heard: boolean;
}

const beginsWith = (bytes: Uint8Array, request: Uint8Array, length: number): boolean => {
  for (let place = 0; place < length; place += 1) if (bytes[place] !== request[place]) return false;
  return true;
};

// The answer to a write of one coil or register is the request itself: only a line known to hear itself tells them apart.
const answerLooksLikeEcho = ({ function: code }: Question): boolean => code === 5 || code === 6;

/**
 * How many of the bytes heard since a request began are its own echo: all of it, or nothing; `perhaps` while they are its
 * beginning. Of these bytes, `early` came before the request had ended, and those can't be an answer. Learns from the
 * questions whose answer can't look like them.
 */
export const echoIn = (
  bytes: Uint8Array,
  early: number,
  request: Uint8Array,
  question: Question,
  memory: EchoMemory,
): number | 'perhaps' => {
  if (bytes.length === 0 || !beginsWith(bytes, request, Math.min(bytes.length, request.length))) return 0;
  const isAmbiguous = answerLooksLikeEcho(question) && early < request.length && !memory.heard;
  if (bytes.length < request.length) return isAmbiguous ? 0 : 'perhaps';
  if (isAmbiguous) return 0;
  memory.heard = true;
  return request.length;
};
