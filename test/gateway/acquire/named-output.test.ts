import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../device-profiles/profile.ts';
import { type NamedOutput, switchOutput } from '../../../gateway/acquire/named-output.ts';
import { openLine } from '../../../gateway/acquire/running-line.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import type { AnswersModbus } from '../../../simulators/world/modbus-answer.ts';
import { shipped } from './finding/shipped-profiles.ts';
import { deviceAt, opening } from './finding/test-wire.ts';
import { rtuSettings } from './rtu-line.ts';

const RELAY = await shipped('waveshare-modbus-rtu-relay-d');

const outputOf = (profile: Profile, name: string): NamedOutput => {
  const register = profile.registers.find((each) => each.name === name);
  if (register === undefined) throw new Error(`${profile.id} has no ${name}`);
  return { device: 'relay-1', unit: 1, profile, register };
};

const bench = async (answers?: (device: AnswersModbus) => AnswersModbus) => {
  const clock = createManualClock();
  const device = deviceAt(clock, 1, RELAY);
  const line = openLine(rtuSettings(), [], {
    clock,
    open: (settings) =>
      opening({ clock, devices: [answers === undefined ? device : answers(device)] })(settings, new AbortController().signal),
    onObservation: () => undefined,
    onState: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  });
  line.start();
  await clock.advance(1_000, 'promises');
  return {
    device,
    switchTo: (output: NamedOutput, on: boolean) => clock.advanceUntil(switchOutput(line, output, on), 60_000, 'promises'),
  };
};

const refusal = (code: string) => expect.objectContaining({ code });

describe('an output that the configuration names', () => {
  test('is switched on and off by function 5, through the owner of the line, and read back', async () => {
    const { device, switchTo } = await bench();
    await switchTo(outputOf(RELAY, 'relay_3'), true);
    await switchTo(outputOf(RELAY, 'relay_3'), false);
    expect(device.written().map(({ function: code, address, words }) => [code, address, words.map(Number)])).toEqual([
      [5, 2, [1]],
      [5, 2, [0]],
    ]);
  });

  test('that isn’t offered as one is never written', async () => {
    const { device, switchTo } = await bench();
    await expect(switchTo(outputOf(RELAY, 'unit_id'), true)).rejects.toThrow(refusal('write-denied'));
    expect(device.written()).toEqual([]);
  });

  test('on the list of dangerous writes by its function or value is never written', async () => {
    const { device, switchTo } = await bench();
    const dangerous = [...RELAY.dangerous, { function: 5, address: 2, why: 'opens the door' }];
    await expect(switchTo(outputOf({ ...RELAY, dangerous }, 'relay_3'), true)).rejects.toThrow('opens the door');
    expect(device.written()).toEqual([]);
  });

  test('that doesn’t read back is not believed', async () => {
    const { switchTo } = await bench((device) => ({
      // Says yes to the write, and forgets it.
      answer: (request) => device.answer(request.function === 1 ? { ...request, address: 7 } : request),
    }));
    await expect(switchTo(outputOf(RELAY, 'relay_3'), true)).rejects.toThrow(refusal('write-unconfirmed'));
  });

  test('of a device that says nothing is told', async () => {
    const { switchTo } = await bench();
    await expect(switchTo({ ...outputOf(RELAY, 'relay_3'), unit: 9 }, true)).rejects.toThrow(refusal('no-answer'));
  });
});
