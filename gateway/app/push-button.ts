import type { Channel } from '../domain/channel.ts';
import type { Millis } from '../domain/clock.ts';
import { type Observation, qualityAt } from '../domain/observation.ts';

/** A contact from here on is pushed. */
const PUSHED_FROM = 0.5;

/** Nobody pushes more often than this, however impatient; a wet or loose contact does. */
const MOST_PUSHES = 5;
const QUIET: Millis = 600_000;

/** Nor more often in a day, for then nobody cooks: a contact that fails slowly must not answer every alarm. */
const MOST_IN_A_DAY = 30;
const DAY: Millis = 86_400_000;

/** What a push button brings about. */
interface ButtonNeeds {
  onPush(): void;
  /** The contact chatters, or is believed again. */
  onChatter(active: boolean): void;
}

/**
 * A push button beside the cabinets: a state channel that the site's configuration names. Calls back once each time it is
 * pushed; one that is pushed when the gateway starts must be let go first. One that chatters pushes nothing until it has been
 * quiet for ten minutes: it would answer for a person who isn't there.
 */
export const createPushButton = (
  channels: readonly Pick<Channel, 'id'>[],
  button: string | undefined,
  { onPush, onChatter }: ButtonNeeds,
): { see(observation: Observation): void } => {
  const place = channels.findIndex(({ id }) => id === button);
  let isPushed: boolean | undefined;
  let edges: readonly Millis[] = [];
  let pushes: readonly Millis[] = [];
  let chatters = false;
  const judge = (at: Millis): void => {
    edges = edges.filter((edge) => at - edge < QUIET).slice(-MOST_PUSHES - 1);
    pushes = pushes.filter((push) => at - push < DAY);
    const isTooOften = edges.length > MOST_PUSHES || pushes.length >= MOST_IN_A_DAY;
    const next = chatters ? edges.length > 0 || isTooOften : isTooOften;
    if (next !== chatters) onChatter(next);
    chatters = next;
  };
  const push = (at: Millis): void => {
    edges = [...edges, at];
    judge(at);
    if (chatters) return;
    pushes = [...pushes, at];
    onPush();
  };
  return {
    see: (observation) => {
      if (place < 0) return;
      const index = observation.channels.indexOf(place);
      if (index < 0 || qualityAt(observation, index) !== 'good') return;
      judge(observation.elapsed);
      const before = isPushed;
      isPushed = (observation.values[index] ?? 0) >= PUSHED_FROM;
      if (isPushed && before === false) push(observation.elapsed);
    },
  };
};
