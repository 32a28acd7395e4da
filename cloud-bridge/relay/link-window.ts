import type { Millis } from '../../gateway/domain/clock.ts';

/** Where an unknown link starts, in bytes: within a second even at 20 kbit/s. */
const START = 1_024;
const LEAST = 512;
/** Beyond this a faster link gains nothing, and one that suddenly slows down would be stuck for longer. */
const MOST = 262_144;
/** The longest message, in bytes on the air. */
const LONGEST_PIECE = 65_536;
/** What is on its way must be across within this. */
const TARGET: Millis = 1_000;

/** How much may be on its way at once, following the measured throughput. */
export interface LinkWindow {
  /** Bytes that may be unanswered: at most a second of link, wherever they are held (socket buffers, modem, proxy). */
  bytes(): number;
  /** Bytes that one message of a backlog should have: half the window, so that the link is busy while an answer travels. */
  piece(): number;
  /** Notes an answer: `ahead` bytes, its own included, were unanswered when the message was sent, `took` ago. */
  answered(ahead: number, took: Millis): void;
}

/**
 * Follows the link by the only thing that can't lie, the broker's answers: socket buffers swallow minutes of a thin link
 * without a word. `firstAnswer` is the time of an answer on the empty link; the shortest of all is what the way itself
 * takes, and is not held against the window.
 */
export const createLinkWindow = (firstAnswer: Millis): LinkWindow => {
  let window = START;
  let roundTrip = firstAnswer;
  return {
    bytes: () => window,
    piece: () => Math.min(LONGEST_PIECE, window / 2),
    answered: (ahead, took) => {
      roundTrip = Math.min(roundTrip, took);
      const queued = Math.max(1, took - roundTrip);
      // Growth only by messages that filled the window: a short one that was quick proves nothing of longer ones.
      if (queued < TARGET / 2 && ahead >= window / 2) window = Math.min(MOST, window + Math.min(ahead, window));
      else if (queued > TARGET) window = Math.max(LEAST, Math.min(window, (ahead * TARGET) / queued));
    },
  };
};
