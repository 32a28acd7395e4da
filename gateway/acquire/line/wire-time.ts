import type { Millis } from '../../domain/clock.ts';
import type { CharacterFormat } from './line-settings.ts';

/** Time of one character on the wire: start bit, data, parity where there is one, stop bits. */
export const characterTime = ({ baud, parity, dataBits, stopBits }: CharacterFormat): Millis =>
  ((1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits) * 1000) / baud;

/**
 * The silence that parts two frames. Modbus over Serial Line V1.02, 2.5.1.1: at least 3.5 characters; above 19200 Bd fixed
 * at 1.75 ms, because shorter timers would only split frames on a busy machine.
 */
export const quietGap = (format: CharacterFormat): Millis => (format.baud > 19_200 ? 1.75 : 3.5 * characterTime(format));
