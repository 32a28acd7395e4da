import type { BytePort } from '../../domain/byte-port.ts';
import type { Clock } from '../../domain/clock.ts';
import type { LineSettings } from './line-settings.ts';
import { openSerialPort } from './serial-port.ts';
import { openTcpPort } from './tcp-port.ts';

/** Opens the port of a line, a new one at each call. Throws line-not-found, line-forbidden, line-busy or line-lost. */
export const openPort = (settings: LineSettings, clock: Clock, signal: AbortSignal): Promise<BytePort> =>
  settings.link.kind === 'serial'
    ? openSerialPort(settings.link.path, settings, clock)
    : openTcpPort(settings.link.host, settings.link.port, signal);
