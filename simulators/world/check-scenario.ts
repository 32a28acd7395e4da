import type { Profile, Register } from '../../device-profiles/profile.ts';
import type { MessageKey } from '../../gateway/domain/messages/catalogue.ts';
import type { Filling } from '../../gateway/domain/messages/message.ts';
import { CABINET_QUANTITIES, METER_QUANTITIES } from './quantity.ts';
import { rawOfFault } from './register-value.ts';
import type { Scenario, ScenarioDevice, ScenarioEvent, ScenarioLine } from './scenario-schema.ts';
import { senselessFaults } from './scenario-words.ts';
import { faultsOfAnalyzer, faultsOfAnalyzerEvent } from './station/check-analyzers.ts';

/** Something that makes no sense, where it is, and with what words: `key` says what is wrong, `key.do` what to do. */
export interface ScenarioFinding {
  readonly path: readonly PropertyKey[];
  readonly key: 'link' | 'fault' | 'twice' | 'unit-taken' | 'unknown' | 'no-source' | 'no-word' | 'analyzer-link';
  readonly filling?: Filling;
  /** A word of the filling that itself is a message. */
  readonly of?: MessageKey;
}

type Profiles = ReadonlyMap<string, Profile>;

const unknown = (path: readonly PropertyKey[], id: string, known: Iterable<string>): ScenarioFinding => ({
  path,
  key: 'unknown',
  filling: { id, known: [...known].join(', ') },
});

const idsOf = (things: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(things.map(({ id }) => id));

const twice = (
  name: 'lines' | 'cabinets' | 'devices' | 'analyzers',
  things: readonly { readonly id: string }[],
): readonly ScenarioFinding[] =>
  things.flatMap(({ id }, place) =>
    things.findIndex((each) => each.id === id) < place ? [{ path: [name, place, 'id'], key: 'twice', filling: { id } }] : [],
  );

const faultsOfLine = (line: ScenarioLine, path: readonly PropertyKey[]): readonly ScenarioFinding[] => {
  const links = [line.tcp, line.rtuOverTcp, line.serial].filter((link) => link !== undefined);
  const senseless = senselessFaults(line.faults, line.tcp !== undefined);
  return [
    ...(links.length === 1 ? [] : [{ path, key: 'link' } as const]),
    ...senseless.map((fault) => ({ path: [...path, 'faults', fault], key: 'fault', filling: { fault } }) as const),
  ];
};

const registersOf = (profile: Profile | undefined): ReadonlyMap<string, Register> =>
  new Map((profile?.registers ?? []).map((register) => [register.name, register]));

const faultsOfShown = (device: ScenarioDevice, profile: Profile, path: readonly PropertyKey[]): readonly ScenarioFinding[] => {
  const registers = registersOf(profile);
  return Object.entries(device.shows).flatMap(([register, shown]): readonly ScenarioFinding[] => {
    const place = [...path, 'shows', register];
    if (!registers.has(register)) return [unknown(place, register, registers.keys())];
    if (typeof shown === 'number') return [];
    const isOfCabinet = CABINET_QUANTITIES.includes(shown);
    if (!isOfCabinet && !METER_QUANTITIES.includes(shown))
      return [unknown(place, shown, [...CABINET_QUANTITIES, ...METER_QUANTITIES])];
    const source = isOfCabinet ? device.cabinet : device.meters;
    if (source !== undefined) return [];
    const filling = { quantity: shown, key: isOfCabinet ? 'cabinet' : 'meters' };
    return [{ path: place, key: 'no-source', filling, of: isOfCabinet ? 'scenario.of-cabinet' : 'scenario.of-meter' }];
  });
};

const faultsOfDevice = (scenario: Scenario, profiles: Profiles, place: number): readonly ScenarioFinding[] => {
  const device = scenario.devices[place];
  if (device === undefined) return [];
  const path = ['devices', place];
  const lines = idsOf(scenario.lines);
  const cabinets = idsOf(scenario.cabinets);
  const profile = profiles.get(device.profile);
  const other = scenario.devices.slice(0, place).find((each) => each.line === device.line && each.unit === device.unit);
  const named = [...(device.cabinet === undefined ? [] : [device.cabinet]), ...(device.meters ?? [])];
  return [
    ...(lines.has(device.line) ? [] : [unknown([...path, 'line'], device.line, lines)]),
    ...(other === undefined
      ? []
      : [
          {
            path: [...path, 'unit'],
            key: 'unit-taken',
            filling: { unit: device.unit, line: device.line, other: other.id },
          } as const,
        ]),
    ...named.filter((id) => !cabinets.has(id)).map((id) => unknown([...path, 'cabinet'], id, cabinets)),
    ...(profile === undefined
      ? [unknown([...path, 'profile'], device.profile, profiles.keys())]
      : faultsOfShown(device, profile, path)),
  ];
};

const faultsOfProbe = (
  scenario: Scenario,
  profiles: Profiles,
  probe: string,
  path: readonly PropertyKey[],
): readonly ScenarioFinding[] => {
  const [id = '', register = ''] = probe.split('/');
  const device = scenario.devices.find((each) => each.id === id);
  if (device === undefined) return [unknown([...path, 'probe'], id, idsOf(scenario.devices))];
  const registers = registersOf(profiles.get(device.profile));
  const known = registers.get(register);
  if (known === undefined) return registers.size === 0 ? [] : [unknown([...path, 'probe'], register, registers.keys())];
  return rawOfFault(known, 'probe-open') === undefined
    ? [{ path: [...path, 'probe'], key: 'no-word', filling: { register } }]
    : [];
};

const faultsOfEvent = (
  scenario: Scenario,
  profiles: Profiles,
  event: ScenarioEvent,
  path: readonly PropertyKey[],
): readonly ScenarioFinding[] => {
  const missing = (key: string, id: string, things: readonly { readonly id: string }[]): readonly ScenarioFinding[] =>
    idsOf(things).has(id) ? [] : [unknown([...path, key], id, idsOf(things))];
  if ('door' in event) return missing('door', event.door, scenario.cabinets);
  if ('machine' in event) return missing('machine', event.machine, scenario.cabinets);
  if ('unit' in event) return missing('unit', event.unit, scenario.devices);
  if ('probe' in event) return faultsOfProbe(scenario, profiles, event.probe, path);
  if ('broker' in event) return [];
  if ('analyzer' in event) return faultsOfAnalyzerEvent(scenario.analyzers, event, path);
  const line = scenario.lines.find(({ id }) => id === event.line);
  if (line === undefined || !('faults' in event)) return missing('line', event.line, scenario.lines);
  return senselessFaults(event.faults, line.tcp !== undefined).map((fault) => ({
    path: [...path, 'faults', fault],
    key: 'fault',
    filling: { fault },
  }));
};

/** Whatever a scenario of the right form still gets wrong: names that nothing has, units taken twice, probes that can't break. */
export const checkScenario = (scenario: Scenario, profiles: Profiles): readonly ScenarioFinding[] => [
  ...twice('lines', scenario.lines),
  ...twice('cabinets', scenario.cabinets),
  ...twice('devices', scenario.devices),
  ...twice('analyzers', scenario.analyzers),
  ...scenario.lines.flatMap((line, place) => faultsOfLine(line, ['lines', place])),
  ...scenario.devices.flatMap((_, place) => faultsOfDevice(scenario, profiles, place)),
  ...scenario.analyzers.flatMap((analyzer, place) => faultsOfAnalyzer(analyzer, ['analyzers', place])),
  ...scenario.events.flatMap((event, place) => faultsOfEvent(scenario, profiles, event, ['events', place])),
];
