import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import { answerIn, hl7Block } from '../../../simulators/world/station/hl7-message.ts';

/** An instrument that a gateway calls, and that sends one result at a time when it is told to. */
export interface Hl7Instrument {
  /** `host:port`. */
  readonly address: string;
  /** Resolves once a gateway has called. */
  readonly called: Promise<unknown>;
  /** Sends a result, whole and at once; resolves when it is acknowledged, with the time just before its bytes were given to the wire. */
  send(sampleId: string, record: number): Promise<UtcMillis>;
  close(): void;
}

const HOUR = 3_600_000;

/** Serves the instrument on a free port of loopback. */
export const serveInstrument = async (): Promise<Hl7Instrument> => {
  let caller: Socket | undefined;
  const server = createServer((socket) => {
    caller = socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
  });
  const called = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    called,
    send: async (sampleId, record) => {
      if (caller === undefined) throw new Error('no gateway has called');
      const hands = systemClock.now() + 8 * HOUR;
      const block = hl7Block(
        'instrument',
        { channel: 1, sampleId, record, run: record, code: 'INH', value: '12.5', unit: '%', absorbance: 0.8, measuredAt: hands },
        hands,
      );
      const answered = once(caller, 'data');
      const sentAt = systemClock.now();
      caller.write(block);
      const [answer]: unknown[] = await answered;
      const code = answer instanceof Uint8Array ? answerIn(answer.filter((byte) => byte !== 0x0b))?.code : undefined;
      if (code !== 'AA') throw new Error(`the result ${sampleId} was answered ${code}`);
      return sentAt;
    },
    close: () => {
      server.close();
      caller?.destroy();
    },
  };
};
