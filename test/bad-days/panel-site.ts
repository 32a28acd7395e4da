import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type AnswerLog, createAnswerLog } from '../../simulators/world/answer-log.ts';
import { type AnswersModbus, answeringTogether } from '../../simulators/world/modbus-answer.ts';
import { createDevice, type SimulatedDevice } from '../../simulators/world/simulated-device.ts';
import { serveTcp } from '../../simulators/world/tcp-server.ts';
import { type Later, openTrial, type SiteText, type Trial } from './gateway-on-trial.ts';
import { writeWetRule } from './wet-rule.ts';

/** A site with a probe, and a panel beside its cabinets: mains sense and push button as inputs, lamp and buzzer as outputs. */
export interface PanelSite {
  readonly trial: Trial;
  /** Writes the same site anew, with `more` over it. */
  again(more: SiteText): void;
  readonly panel: SimulatedDevice;
  /** What the devices answered, by register. */
  readonly answered: AnswerLog;
  /** Outputs as they were read back: `0 1` is the first of them, on. */
  readonly readBack: readonly string[];
  /** %RH that the probe shows; above 80 is an alarm at once. */
  air(humidity: number): void;
  /** The newest state written to an output; undefined before the first. */
  output(coil: 0 | 1): boolean | undefined;
}

const ACTIONS = { actions: { 'shelf-dried': { en: 'shelf dried', 'zh-CN': '已擦干货架', causes: ['high'] } } };

/** Serves the devices over Modbus TCP, and writes the site; `more` goes over it. */
export const openPanelSite = async (later: Later, more: SiteText = {}): Promise<PanelSite> => {
  const profiles = await loadProfiles([SHIPPED_PROFILES], 'en', (id) => ['xy-md02', 'waveshare-modbus-rtu-relay-d'].includes(id));
  const answered = createAnswerLog();
  const device = (id: string, unit: number, profile: string, values: Readonly<Record<string, number>>): SimulatedDevice => {
    const known = profiles.get(profile);
    if (known === undefined) throw new Error(`the profile ${profile} is not there`);
    return createDevice({ id, unit, profile: known, values }, { clock: systemClock, log: answered });
  };
  const probe = device('probe', 1, 'xy-md02', { temperature: 4, humidity: 55 });
  const panel = device('panel', 9, 'waveshare-modbus-rtu-relay-d', { input_1: 1, input_2: 0 });
  const readBack: string[] = [];
  const server = await serveTcp({ clock: systemClock, answers: answeringTogether([probe, watched(panel, readBack)]) });
  later(() => server.close());
  const site = {
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [
      { id: 'probe', line: 'bus', unit: 1, profile: 'xy-md02', every: '100ms', channels: { humidity: { rule: 'test.wet', cabinet: 'dry store' }, temperature: { rule: 'cn.sample_fridge', cabinet: 'sample fridge' } } },
      {
        id: 'panel', line: 'bus', unit: 9, profile: 'waveshare-modbus-rtu-relay-d', every: '250ms',
        channels: { input_1: { rule: 'equipment.mains_at_once', cabinet: 'mains' }, input_2: {} },
      },
    ],
    button: 'panel/input_2',
    people: [{ id: 'p-01', name: '张老师', role: 'manager' }],
    rules: './rules',
    actions: './actions.yaml',
    ...more,
  }; // biome-ignore format: a site to read
  const trial = openTrial(later, site);
  writeWetRule(trial.folder);
  writeFileSync(join(trial.folder, 'actions.yaml'), stringify(ACTIONS));
  return {
    trial,
    again: (changed) => trial.configure({ ...site, ...changed }),
    panel,
    answered,
    readBack,
    air: (humidity) => probe.show('humidity', humidity),
    output: (coil) => {
      const newest = panel.written().findLast(({ address }) => address === coil);
      return newest === undefined ? undefined : newest.words[0] === 1;
    },
  };
};

/** A device whose outputs, as they are read, are noted. */
const watched = (device: AnswersModbus, readBack: string[]): AnswersModbus => ({
  answer: (request) => {
    const replies = device.answer(request);
    for (const reply of replies)
      if (request.function === 1 && reply.is === 'words') readBack.push(`${request.address} ${reply.words[0]}`);
    return replies;
  },
});
