import type { LossKind } from './publisher.ts';

/** How a connection ended that had been in use. */
export interface Loss {
  /** Words, for a technician. */
  readonly reason: string;
  readonly kind: LossKind;
  /** True while nothing of ours waited for the broker: it didn't close because of what was sent, or of the rights to send it. */
  readonly wasIdle: boolean;
}

/** Short connections in a row that a broker closed out of the blue: so many are no accident. */
const MANY = 3;

/** Notices that another client uses this box's name. */
export interface NameRival {
  /** True from when a rival was noticed until a connection has stayed. */
  isKnown(): boolean;
  /** A connection was lost. True where a rival took it: the broker says so, has closed too often, or closes while a rival is known. */
  took(loss: Loss): boolean;
  /** An attempt failed: whoever closed before may well have been the network. Of a known rival it says nothing. */
  failed(): void;
  /** A connection has stayed for as long as no rival would have let it: there is none. */
  stayed(): void;
}

/**
 * Two boxes with one name throw each other out for as long as both run. MQTT 5 has a word for it, which not every broker says. One
 * of 3.1.1 only closes the older connection (MQTT 3.1.1, 3.1.4), as mosquitto 2.0.11 does with MQTT 5, too; but it does so again and
 * again, at once reachable, while the box is at rest.
 */
export const createNameRival = (): NameRival => {
  let closed = 0;
  let known = false;
  return {
    isKnown: () => known,
    took: ({ kind, wasIdle }) => {
      if (kind === 'closed' && wasIdle) closed += 1;
      const isRival = kind === 'taken-over' || (kind === 'closed' && (known || closed >= MANY));
      known ||= isRival;
      return isRival;
    },
    failed: () => {
      closed = 0;
    },
    stayed: () => {
      closed = 0;
      known = false;
    },
  };
};
