import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type AnsweredValue, createAnswerLog } from '../../simulators/world/answer-log.ts';
import { type AnswersModbus, answeringTogether } from '../../simulators/world/modbus-answer.ts';
import { createDevice, type SimulatedDevice } from '../../simulators/world/simulated-device.ts';
import { serveTcp, type TcpServer } from '../../simulators/world/tcp-server.ts';

/** Sensors that never show the same temperature twice within a thousand answers: whatever arrives is known by its value. */
export interface CountingDevices {
  readonly answers: AnswersModbus;
  readonly devices: readonly SimulatedDevice[];
  /** The channels that count, as `probe-1/temperature`. */
  readonly channels: readonly string[];
  /** What a channel's device sent, in answers that it completed. */
  sent(channel: string): readonly AnsweredValue[];
}

/** From -40.0 to 59.9 °C, then again. */
const countedValue = (count: number): number => ((count % 1000) - 400) / 10;

const counting = (device: SimulatedDevice, from: number): AnswersModbus => {
  let count = from;
  return {
    answer: (request) => {
      if (request.unit === device.unit()) device.show('temperature', countedValue(count++));
      return device.answer(request);
    },
  };
};

/** XY-MD02 sensors `probe-1`, `probe-2`, … at units 1, 2, …, which begin to count at `from`. */
export const createCountingDevices = async (howMany: number, from = 0): Promise<CountingDevices> => {
  const profile = (await loadProfiles([SHIPPED_PROFILES], 'en', (id) => id === 'xy-md02')).get('xy-md02');
  if (profile === undefined) throw new Error('the profile xy-md02 is not there');
  const log = createAnswerLog();
  const devices = Array.from({ length: howMany }, (_, place) =>
    createDevice({ id: `probe-${place + 1}`, unit: place + 1, profile, values: { humidity: 55 } }, { clock: systemClock, log }),
  );
  const channels = devices.map(({ id }) => `${id}/temperature`);
  return {
    answers: answeringTogether(devices.map((device) => counting(device, from))),
    devices,
    channels,
    sent: (channel) => log.values(channel),
  };
};

/** The devices behind one Modbus TCP address, on `port` where it is given. */
export const serveCounting = ({ answers }: CountingDevices, port?: number): Promise<TcpServer> =>
  serveTcp({ clock: systemClock, answers, ...(port === undefined ? {} : { port }) });
