import type { Millis } from '../../domain/clock.ts';

/** What a line runs over. Serial paths may be by-id, by-path or tty names: they are looked up anew at each opening. */
export type Link =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp' | 'rtu-over-tcp'; readonly host: string; readonly port: number };

/** How a character looks on the wire. */
export interface CharacterFormat {
  readonly baud: number;
  readonly parity: 'none' | 'even' | 'odd';
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
}

/** A port, and how characters look on it where it is a serial one. */
export interface PortSettings extends CharacterFormat {
  readonly link: Link;
}

/** A wire with exactly one owner. */
export interface LineSettings extends PortSettings {
  readonly id: string;
  /** No answer of any unit begins later than this after its request ended: the site's promise, on which the quarantine stands. */
  readonly slowest: Millis;
  /** Whether the port itself must switch the direction of an RS-485 driver; `auto` leaves it as the system set it up. */
  readonly rs485: 'auto' | 'on' | 'off';
}
