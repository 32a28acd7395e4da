import { expect, test } from 'vitest';
import { interview } from '../../../../gateway/acquire/finding/interview.ts';
import { openWire } from '../../../../gateway/acquire/finding/open-wire.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import type { AnswersModbus } from '../../../../simulators/world/modbus-answer.ts';
import { opening, SERIAL_LINE } from './test-wire.ts';

/** Each register holds its own address; answers take the times given, one after the other. */
const takingTheirTime = (times: readonly number[]): { readonly device: AnswersModbus; readonly asked: () => number } => {
  let asked = 0;
  return {
    device: {
      answer: ({ address }) => {
        const after = times[asked % times.length] ?? 0;
        asked += 1;
        return [{ is: 'words', words: [address], after }];
      },
    },
    asked: () => asked,
  };
};

test('an answer that comes late is never taken for that of another register', async () => {
  const clock = createManualClock();
  const { device, asked } = takingTheirTime([450, 20, 300, 590, 10, 250]);
  const line = await openWire(SERIAL_LINE, opening({ clock, devices: [device] }), clock, new AbortController().signal);
  const talk = interview(line, 1, 200);
  const values: number[] = [];
  for (let address = 100; address < 400; address += 1) {
    const reply = await clock.advanceUntil(talk.ask('holding', address, 1), undefined, 'promises');
    if (reply.is === 'values') values.push(address - (reply.values[0] ?? Number.NaN));
  }
  expect(values.length).toBeGreaterThan(20);
  expect(values.every((off) => off === 0)).toBe(true);
  expect(asked()).toBeGreaterThan(values.length);
});

test('a device that keeps silent about what it doesn’t know is asked a bounded number of times', async () => {
  const clock = createManualClock();
  let asked = 0;
  const device: AnswersModbus = {
    answer: ({ table, address }) => {
      asked += 1;
      return table === 'input' && address === 1 ? [{ is: 'words', words: [42], after: 0 }] : [];
    },
  };
  const line = await openWire(SERIAL_LINE, opening({ clock, devices: [device] }), clock, new AbortController().signal);
  const talk = interview(line, 1, 200);
  for (let address = 0; address < 200; address += 1) {
    for (const table of ['input', 'holding', 'coil'] as const) {
      await clock.advanceUntil(talk.ask(table, address, 1), undefined, 'promises');
    }
  }
  expect(await clock.advanceUntil(talk.ask('input', 1, 1))).toEqual({ is: 'values', values: [42] });
  expect(asked).toBeLessThan(60);
});
