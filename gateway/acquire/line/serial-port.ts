import { SerialPort } from 'serialport';
import type { BytePort } from '../../domain/byte-port.ts';
import type { Clock } from '../../domain/clock.ts';
import type { CharacterFormat } from './line-settings.ts';
import { openingFault } from './port-fault.ts';

/** Opens a serial port. Throws line-not-found, line-forbidden, line-busy or line-lost. */
export const openSerialPort = (path: string, format: CharacterFormat, _clock: Clock): Promise<BytePort> =>
  new Promise((resolve, reject) => {
    const { baud: baudRate, parity, dataBits, stopBits } = format;
    const port = new SerialPort({ path, baudRate, parity, dataBits, stopBits, autoOpen: false });
    port.open((error) => {
      if (error) reject(openingFault(path, error));
      else
        resolve({
          write: (bytes) => void port.write(bytes),
          onBytes: (l) => void port.on('data', l),
          onLost: (l) => void port.once('close', () => l('closed')),
          close: () => new Promise((done) => port.close(() => done())),
        });
    });
  });
