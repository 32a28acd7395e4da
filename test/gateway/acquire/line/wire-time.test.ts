import { describe, expect, test } from 'vitest';
import { LINE_PAUSES, pauseAfter } from '../../../../gateway/acquire/line/back-off.ts';
import { openingFault } from '../../../../gateway/acquire/line/port-fault.ts';
import { characterTime, quietGap } from '../../../../gateway/acquire/line/wire-time.ts';
import { rtuSettings } from '../rtu-line.ts';

describe('time on the wire', () => {
  test.each([
    [9600, 'none', 1, 10 / 9.6],
    [9600, 'even', 1, 11 / 9.6],
    [9600, 'none', 2, 11 / 9.6],
    [1200, 'odd', 1, 11 / 1.2],
  ] as const)('of a character at %i Bd, parity %s, %i stop bits is that of its bits', (baud, parity, stopBits, time) => {
    expect(characterTime(rtuSettings({ baud, parity, stopBits }))).toBeCloseTo(time, 9);
  });

  test('between frames is three and a half characters, and 1.75 ms above 19200 Bd', () => {
    expect(quietGap(rtuSettings({ baud: 9600 }))).toBeCloseTo(3.6458, 4);
    expect(quietGap(rtuSettings({ baud: 19_200 }))).toBeCloseTo(1.8229, 4);
    expect(quietGap(rtuSettings({ baud: 115_200 }))).toBe(1.75);
  });
});

test('the pauses between tries double, and stay short', () => {
  expect([1, 2, 3, 5, 6, 40].map((failures) => pauseAfter(failures, LINE_PAUSES))).toEqual([250, 500, 1000, 4000, 5000, 5000]);
});

test.each([
  [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'line-not-found'],
  [new Error('Error: No such file or directory, cannot open /dev/ttyUSB0'), 'line-not-found'],
  [new Error('Error: Permission denied, cannot open /dev/ttyS0'), 'line-forbidden'],
  [new Error('Error Resource temporarily unavailable Cannot lock port'), 'line-busy'],
  [new Error('something else'), 'line-lost'],
])('a port that fails to open with “%s” is %s', (error, code) => {
  expect(openingFault('/dev/ttyS0', error)).toMatchObject({ code, cause: error });
});
