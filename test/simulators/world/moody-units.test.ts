import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { answeringTogether, type ModbusRequest } from '../../../simulators/world/modbus-answer.ts';
import { moodyUnits } from '../../../simulators/world/moody-units.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { createDevice } from '../../../simulators/world/simulated-device.ts';
import { ALL_ENCODINGS } from './tested-profile.ts';

const READ: ModbusRequest = { unit: 1, function: 4, table: 'input', address: 0, count: 1 };
const WRITE: ModbusRequest = { unit: 1, function: 6, table: 'holding', address: 0, count: 1, words: [1] };

const units = () => {
  const device = createDevice({ id: 'd', unit: 1, profile: ALL_ENCODINGS }, { clock: createManualClock() });
  return { device, moody: moodyUnits(answeringTogether([device]), seededRandom(2)) };
};

describe('units with moods', () => {
  test('are busy or fail as often as they are told to', () => {
    const { moody } = units();
    moody.feel({ busy: 0.2, failing: 0.1 });
    const codes = Array.from({ length: 5000 }, () => moody.answer(READ)[0]).map((reply) =>
      reply?.is === 'exception' ? reply.code : 0,
    );
    expect(codes.filter((code) => code === 6).length / 5000).toBeCloseTo(0.2, 1);
    expect(codes.filter((code) => code === 4).length / 5000).toBeCloseTo(0.08, 1);
  });

  test('don’t do what they refuse', () => {
    const { device, moody } = units();
    moody.feel({ busy: 1 });
    expect(moody.answer(WRITE)).toMatchObject([{ is: 'exception', code: 6 }]);
    expect(moody.answer({ ...WRITE, unit: 9 })).toEqual([]);
    expect(device.written()).toEqual([]);
    moody.feel({});
    expect(moody.answer(WRITE)).toMatchObject([{ is: 'written' }]);
  });

  test('hear nothing while the plug is out', () => {
    const { moody } = units();
    moody.plug(false);
    expect(moody.answer(READ)).toEqual([]);
    moody.plug(true);
    expect(moody.answer(READ)).toHaveLength(1);
  });
});
