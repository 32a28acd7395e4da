import type { Outcome, Way } from './notice.ts';

/** What a wrong clock may be the reason for: a certificate's dates, or a signature that carries the time (RFC 9110, 15.5.1, 15.5.2 and 15.5.4). */
const OF_THE_CLOCK = /^(certificate-(not-yet-valid|expired)\b|status 40[013]$)/;

/**
 * A way whose servers judge, and are judged, by the time. While nobody vouches for the box's own, what fails because of it says so
 * (`clock-unsure: …`) and isn't given up before the time is sure.
 */
export const judgedByClock = (way: Way, isTimeSure: () => boolean): Way => ({
  send: async (notice, signal) => {
    const wasSure = isTimeSure();
    const outcome = await way.send(notice, signal);
    return wasSure ? outcome : untilSure(outcome);
  },
});

const untilSure = (outcome: Outcome): Outcome =>
  'again' in outcome && OF_THE_CLOCK.test(outcome.reason)
    ? { is: outcome.is, reason: `clock-unsure: ${outcome.reason}`, again: true, untilBack: true }
    : outcome;
