import type { Channel } from '../domain/channel.ts';
import { type Observation, qualityAt } from '../domain/observation.ts';

/** A contact from here on is pushed. */
const PUSHED_FROM = 0.5;

/**
 * A push button beside the cabinets: a state channel that the site's configuration names. Calls back once each time it is
 * pushed; one that is pushed when the gateway starts must be let go first.
 */
export const createPushButton = (
  channels: readonly Pick<Channel, 'id'>[],
  button: string | undefined,
  onPush: () => void,
): { see(observation: Observation): void } => {
  const place = channels.findIndex(({ id }) => id === button);
  let isPushed: boolean | undefined;
  return {
    see: (observation) => {
      if (place < 0) return;
      const index = observation.channels.indexOf(place);
      if (index < 0 || qualityAt(observation, index) !== 'good') return;
      const before = isPushed;
      isPushed = (observation.values[index] ?? 0) >= PUSHED_FROM;
      if (isPushed && before === false) onPush();
    },
  };
};
