import type { BytePort } from '../../domain/byte-port.ts';
import type { Clock } from '../../domain/clock.ts';
import type { PortSettings } from './line-settings.ts';
import { openTcpPort } from './tcp-port.ts';

/** Opens the port of a line or an analyzer, a new one at each call. Throws line-not-found, line-forbidden, line-busy or line-lost. */
export const openPort = async (settings: PortSettings, clock: Clock, signal: AbortSignal): Promise<BytePort> => {
  const { link } = settings;
  if (link.kind !== 'serial') return openTcpPort(link.host, link.port, signal);
  // Loaded with the first serial line: a box without one need not keep the library and its addon in memory.
  const { openSerialPort } = await import('./serial-port.ts');
  return openSerialPort(link.path, settings, clock);
};
