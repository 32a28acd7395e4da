import { expect, test } from 'vitest';
import { openAnalyzer } from '../../../../gateway/acquire/running-analyzer.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import { scriptedPort } from '../scripted-port.ts';
import { frameOf } from './dayuan/dayuan-rows.ts';
import { shippedAnalyzer } from './shipped-analyzer.ts';

test('a meter that is asked by day is asked for the day of its site', async () => {
  // Two in the morning of the 3rd in Shanghai, six in the evening of the 2nd in Greenwich.
  const clock = createManualClock({ now: Date.UTC(2026, 2, 2, 18), elapsed: 60_000 });
  const port = scriptedPort();
  const analyzer = openAnalyzer(
    {
      id: 'meter-1',
      link: { kind: 'serial', path: '/dev/ttyS0' },
      profile: shippedAnalyzer('dayuan-lz4000t'),
      baud: 115_200,
      parity: 'none',
      dataBits: 8,
      stopBits: 1,
    },
    {
      clock,
      timezone: 'Asia/Shanghai',
      open: async () => port,
      keep: async () => ({ tests: 0, duplicates: 0, quarantined: 0 }),
      onState: () => undefined,
      log: { info: () => undefined, warn: () => undefined },
    },
  );
  analyzer.start();
  await clock.advance(100);
  expect(port.written).toEqual(['7e000200000007aa']);
  port.say(Buffer.from(frameOf(0x01, [0, 0])).toString('hex'));
  await clock.advance(2_500);
  expect(port.written.slice(1, 3).map((hex) => hex.slice(0, 14))).toEqual(['7e1203001a0303', '7e1003001a0303']);
  await analyzer.stop();
});
