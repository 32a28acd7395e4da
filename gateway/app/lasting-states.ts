import type { Clock } from '../domain/clock.ts';
import type { StateFact } from '../domain/fact.ts';

/** A state of a line, a unit or an uplink begins or ends. */
export interface StateChange {
  /** `line:kitchen`, `uplink:city`, or a device's id. */
  readonly on: string;
  readonly state: string;
  readonly active: boolean;
  readonly reason?: string;
}

/** A state that lasts as the record keeps it: in lane `urgent`, beside the readings and never over them. */
export const stateFact = ({ on, state, active, reason }: StateChange, clock: Clock): StateFact => ({
  kind: 'state',
  at: clock.now(),
  on,
  state,
  active,
  ...(reason === undefined ? {} : { reason }),
});
