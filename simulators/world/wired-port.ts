import type { BytePort } from '../../gateway/domain/byte-port.ts';
import { createWire, type Pace } from './wire.ts';

/** A port with a wire behind it, as a converter has: what arrives reaches the devices, and what they say leaves, at the wire's pace. */
export const wiredPort = (port: BytePort, pace: Pace): BytePort => {
  let listener: ((bytes: Uint8Array) => void) | undefined;
  const toDevices = createWire(pace, (bytes) => listener?.(bytes));
  const toMaster = createWire(pace, port.write);
  port.onBytes(toDevices.send);
  port.onLost(() => {
    toDevices.clear();
    toMaster.clear();
  });
  return {
    write: toMaster.send,
    onBytes: (given) => {
      listener = given;
    },
    onLost: port.onLost,
    close: port.close,
  };
};
