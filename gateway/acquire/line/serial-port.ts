import { SerialPort } from 'serialport';
import type { Cancel, Clock, Millis } from '../../domain/clock.ts';
import { wordsOf } from '../../domain/edge-error.ts';
import { adapterOf, hurryAdapter } from './adapter.ts';
import { type DeviceNode, deviceNode, whyGone } from './device-node.ts';
import type { CharacterFormat } from './line-settings.ts';
import type { Adapter, OpenedPort } from './opened-port.ts';
import { openingFault } from './port-fault.ts';

/** How often it is looked whether the device is still there. */
const LOOK_EVERY: Millis = 2_000;

/**
 * An open serial port. The library reports an unplugged adapter late or never: it may go on reading nothing, at the cost
 * of a whole core. So the device node is looked at as well, and whoever notices first tells, once.
 */
class OpenSerialPort implements OpenedPort {
  readonly adapter: Adapter;
  readonly #port: SerialPort;
  readonly #clock: Clock;
  readonly #node: DeviceNode;
  #onLost: ((reason: string) => void) | undefined;
  #nextLook: Cancel | undefined;
  #open = true;

  constructor(port: SerialPort, node: DeviceNode, adapter: Adapter, clock: Clock) {
    this.adapter = adapter;
    this.#port = port;
    this.#node = node;
    this.#clock = clock;
    port.on('error', (error) => this.#lost(wordsOf(error)));
    port.on('close', (error: unknown) => this.#lost(error instanceof Error ? error.message : 'the port was closed'));
    this.#lookLater();
  }

  write(bytes: Uint8Array): void {
    // A failed write closes the port, and that is told; the library wants a callback all the same.
    if (this.#open) this.#port.write(bytes, (error) => error && this.#lost(wordsOf(error)));
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#port.on('data', (bytes: Uint8Array) => {
      if (this.#open) listener(bytes);
    });
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  async close(): Promise<void> {
    this.#end();
    if (!this.#port.isOpen) return;
    await new Promise<void>((done, failed) => this.#port.close((error) => (error ? failed(error) : done())));
  }

  #end(): void {
    this.#open = false;
    this.#nextLook?.();
  }

  #lost(reason: string): void {
    if (!this.#open) return;
    this.#end();
    this.#onLost?.(reason);
  }

  #lookLater(): void {
    this.#nextLook = this.#clock.after(LOOK_EVERY, () => void this.#look());
  }

  async #look(): Promise<void> {
    const reason = await whyGone(this.#port.path, this.#node);
    if (!this.#open) return;
    if (reason === undefined) this.#lookLater();
    else this.#lost(reason);
  }
}

const opened = (port: SerialPort): Promise<void> =>
  new Promise((done, failed) => port.open((error) => (error ? failed(error) : done())));

/**
 * Opens a serial port, by any of its names; a new object each time, because one that was lost never works again. Throws
 * line-not-found, line-forbidden, line-busy, or line-lost for whatever else.
 */
export const openSerialPort = async (path: string, format: CharacterFormat, clock: Clock): Promise<OpenedPort> => {
  const { baud: baudRate, parity, dataBits, stopBits } = format;
  try {
    const node = await deviceNode(path);
    await hurryAdapter(path);
    const port = new SerialPort({ path, baudRate, parity, dataBits, stopBits, autoOpen: false });
    await opened(port);
    return new OpenSerialPort(port, node, await adapterOf(path), clock);
  } catch (error) {
    throw openingFault(path, error);
  }
};
