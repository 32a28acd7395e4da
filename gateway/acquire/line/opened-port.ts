import type { BytePort } from '../../domain/byte-port.ts';
import type { Millis } from '../../domain/clock.ts';

/** A port as it was opened, with what is known of its hardware. */
export interface OpenedPort extends BytePort {
  /** What stands between port and wire, where it is a serial one. */
  readonly adapter?: Adapter;
}

/** The hardware between a serial port and the wire. */
export interface Adapter {
  /** How long it keeps bytes back that it has heard; absent where it doesn't say. */
  readonly latency?: Millis;
  /** Who switches the direction of an RS-485 driver: the kernel, by the device tree; a USB adapter by itself; or nobody knows. */
  readonly rs485: 'kernel' | 'adapter' | 'unknown';
}
