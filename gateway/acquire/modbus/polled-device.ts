import type { Profile } from '../../../device-profiles/profile.ts';
import type { Millis } from '../../domain/clock.ts';

/** A channel of a device: where it stands in the channel table, and what it reads. */
export interface PolledChannel {
  /** Place in the channel table. */
  readonly place: number;
  /** The register's name in the profile. */
  readonly register: string;
  /** Calibration, added to the value as read; whoever owns the channel may change it while the line runs. */
  readonly offset: number;
  /** Doubted as frozen when it doesn't move for this long; the profile's own word when absent. */
  readonly frozenAfter?: Millis;
}

/** One unit on a line, and what is wanted of it. */
export interface PolledDevice {
  readonly id: string;
  readonly unit: number;
  readonly profile: Profile;
  /** The time between two readings. */
  readonly every: Millis;
  readonly channels: readonly PolledChannel[];
}
