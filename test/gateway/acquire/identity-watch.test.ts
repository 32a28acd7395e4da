import { beforeEach, describe, expect, test } from 'vitest';
import { type LineState, openLine, type RunningLine } from '../../../gateway/acquire/running-line.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import type { AnswersModbus, ModbusReply, ModbusRequest } from '../../../simulators/world/modbus-answer.ts';
import { createDevice } from '../../../simulators/world/simulated-device.ts';
import { shipped } from './finding/shipped-profiles.ts';
import { opening } from './finding/test-wire.ts';
import { QUIET_LOG } from './quiet-log.ts';
import { rtuSettings } from './rtu-line.ts';

const profile = await shipped('xy-md02');

/** Where an XY-MD02 keeps its unit id, and its speed. */
const OWN_UNIT = 0x0101;
const SPEED = 0x0102;

describe('a device at work', () => {
  let clock: ManualClock;
  let line: RunningLine;
  let states: LineState[];
  let asked: number[];
  /** What stands at the unit id. */
  let there: (request: ModbusRequest) => readonly ModbusReply[];

  beforeEach(() => {
    clock = createManualClock();
    states = [];
    asked = [];
  });

  const xyMd02 = () => createDevice({ id: 'probe', unit: 1, profile, values: { temperature: 4.2, humidity: 55 } }, { clock });

  const polled = async (device: AnswersModbus): Promise<void> => {
    there = (request) => device.answer(request);
    const devices: readonly AnswersModbus[] = [
      {
        answer: (request) => {
          if (request.table === 'holding') asked.push(request.address);
          return there(request);
        },
      },
    ];
    line = openLine(
      rtuSettings({ slowest: 100 }),
      [{ id: 'fridge-1', unit: 1, every: 1000, profile, channels: [{ place: 0, register: 'temperature', offset: 0 }] }],
      { clock, open: opening({ clock, devices }), onObservation: () => undefined, onState: (state) => states.push(state), log: QUIET_LOG },
    ); // biome-ignore format: a list to read
    line.start();
    await clock.advance(10_000, 'promises');
  };

  const withRegister = (address: number, reply: ModbusReply) => {
    const device = xyMd02();
    return {
      answer: (request: ModbusRequest) =>
        request.table === 'holding' && request.address === address ? [reply] : device.answer(request),
    };
  };

  const end = async (): Promise<void> => {
    const stopped = line.stop();
    await clock.advance(2000, 'promises');
    await stopped;
  };

  test('that is what the site says is asked once who it is, and nothing is told', async () => {
    await polled(xyMd02());
    expect(asked).toEqual([OWN_UNIT, SPEED]);
    expect(states).toEqual([]);
    await end();
  });

  test('that says something else is told, though its values are plausible; and when the right one is back', async () => {
    await polled(withRegister(SPEED, { is: 'words', words: [4711], after: 0 }));
    expect(states).toEqual([{ on: 'fridge-1', state: 'unlike', active: true, reason: 'holding 258: 4711' }]);
    there = () => [];
    await clock.advance(20_000, 'promises');
    there = (request) => xyMd02().answer(request);
    await clock.advance(70_000, 'promises');
    expect(states.map(({ state, active }) => [state, active])).toEqual([
      ['unlike', true],
      ['silent', true],
      ['silent', false],
      ['unlike', false],
    ]);
    await end();
  });

  test('that declines to say who it is, is told too', async () => {
    await polled(withRegister(OWN_UNIT, { is: 'exception', code: 2, after: 0 }));
    expect(states).toEqual([{ on: 'fridge-1', state: 'unlike', active: true, reason: 'holding 257: exception 2' }]);
    await end();
  });

  test('that is silent where it is asked is not accused, and not asked at each return', async () => {
    const device = xyMd02();
    await polled({ answer: (request) => (request.table === 'holding' ? [] : device.answer(request)) });
    const times = asked.length;
    there = () => [];
    await clock.advance(20_000, 'promises');
    there = (request) => (request.table === 'holding' ? [] : device.answer(request));
    await clock.advance(70_000, 'promises');
    expect([asked.length, states.filter(({ state }) => state === 'unlike')]).toEqual([times, []]);
    await end();
  });
});
