import { ServerTCP } from 'modbus-serial';
import { afterEach, describe, expect, test } from 'vitest';
import { type LineState, openLine, type RunningLine } from '../../../gateway/acquire/running-line.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { Observation } from '../../../gateway/domain/observation.ts';
import { QUIET_LOG } from './quiet-log.ts';
import { testDevice } from './test-device.ts';

describe('a line over Modbus TCP', () => {
  let line: RunningLine | undefined;
  let server: ServerTCP | undefined;
  afterEach(async () => {
    await line?.stop();
    await new Promise<void>((done) => (server === undefined ? done() : server.close(() => done())));
  });

  test('reads a device of modbus-serial and tells what it read', async () => {
    const port = await new Promise<number>((resolve) => {
      server = new ServerTCP(
        { getHoldingRegister: (address: number) => 100 + address },
        { host: '127.0.0.1', port: 0, unitID: 255 },
      );
      server.on('initialized', () =>
        resolve((server as unknown as { _server: { address(): { port: number } } })._server.address().port),
      );
    });
    const seen: Observation[] = [];
    const states: LineState[] = [];
    await new Promise<void>((resolve) => {
      line = openLine(
        {
          id: 'a',
          link: { kind: 'tcp', host: '127.0.0.1', port },
          baud: 9600,
          parity: 'none',
          dataBits: 8,
          stopBits: 1,
          slowest: 500,
          rs485: 'auto',
        },
        [testDevice({ unit: 3, every: 20 })],
        {
          clock: systemClock,
          log: QUIET_LOG,
          onState: (state) => states.push(state),
          onObservation: (o) => {
            seen.push(o);
            if (seen.length === 3) resolve();
          },
        },
      );
      line.start();
    });
    expect(seen[0]?.values).toEqual([100, 101]);
    expect(states).toEqual([]);
  });
});
