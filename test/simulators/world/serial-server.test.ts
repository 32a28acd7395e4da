import { expect, test } from 'vitest';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { answeringTogether } from '../../../simulators/world/modbus-answer.ts';
import { serveSerial } from '../../../simulators/world/serial-server.ts';

test('devices can’t be served where no port is', async () => {
  const needs = { clock: createManualClock(), answers: answeringTogether([]), baud: 9600, parity: 'none' } as const;
  await expect(serveSerial({ ...needs, path: '/dev/larder-no-such-port' })).rejects.toMatchObject({ code: 'line-not-found' });
});
