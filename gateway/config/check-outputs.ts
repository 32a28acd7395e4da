import type { DangerousWrite, Profile, Register } from '../../device-profiles/profile.ts';
import { type Finding, fault, type Path } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import type { Draft } from './site-schema.ts';

/** Lamp and buzzer: each an output that its device's profile offers for that. Nothing else of a device can be named here. */
export const checkOutputs = (draft: Draft, profiles: ReadonlyMap<string, Profile>): readonly Finding[] =>
  (['lamp', 'buzzer'] as const).flatMap((output) => {
    const { device: id, coil } = draft.notify?.[output] ?? {};
    if (id === undefined) return [];
    const path: Path = ['notify', output];
    const device = draft.devices?.find((each) => each?.id === id);
    if (device === undefined)
      return [fault('unknown-output-device', [...path, 'device'], { device: id, near: near(id, idsOf(draft)) })];
    const profile = device.profile === undefined ? undefined : profiles.get(device.profile);
    return profile === undefined || coil === undefined ? [] : checkCoil(coil, profile, [...path, 'coil']);
  });

const idsOf = ({ devices = [] }: Draft): readonly string[] => devices.flatMap((device) => device?.id ?? []);

const near = (word: string, known: readonly string[]): string => nearestWord(word, known) ?? known.join(', ');

const checkCoil = (coil: string, profile: Profile, path: Path): readonly Finding[] => {
  const outputs = profile.registers.filter(({ output }) => output === true);
  const register = outputs.find(({ name }) => name === coil);
  if (register === undefined) {
    const known = outputs.map(({ name }) => name);
    return [
      fault(known.length === 0 ? 'no-outputs' : 'unknown-coil', path, { coil, profile: profile.id, near: near(coil, known) }),
    ];
  }
  const entry = profile.dangerous.find((each) => forbids(each, register));
  return entry === undefined ? [] : [fault('dangerous-coil', path, { coil, why: entry.why })];
};

// What is listed by its address alone is kept from everybody who wasn't told to write it; what is listed with a function or a value, from all.
const forbids = ({ function: code, address, to = address, value }: DangerousWrite, register: Register): boolean =>
  (code !== undefined || value !== undefined) &&
  (code === undefined || code === (register.table === 'coil' ? 5 : 6)) &&
  (address === undefined || to === undefined || (address <= register.address && register.address <= to));
