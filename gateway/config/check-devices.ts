import type { Profile } from '../../device-profiles/profile.ts';
import { durationText } from '../domain/duration.ts';
import type { LimitSet } from '../domain/limit.ts';
import { checkChannels } from './check-channels.ts';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import type { Draft } from './site-schema.ts';

/** What devices and channels are held against. */
export interface Knowledge {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly rules: ReadonlyMap<string, LimitSet>;
}

type DraftLine = NonNullable<NonNullable<Draft['lines']>[number]>;
type DraftDevice = NonNullable<NonNullable<Draft['devices']>[number]>;

/** Devices: each on a line that is there, with a unit of its own and a profile that is known. */
export const checkDevices = (draft: Draft, knowledge: Knowledge): readonly Finding[] => {
  const lines = new Map((draft.lines ?? []).flatMap((line) => (line?.id === undefined ? [] : [[line.id, line]])));
  const everyLineKnown = (draft.lines ?? []).every((line) => line?.id !== undefined);
  return [
    ...(draft.devices ?? []).flatMap((device, place) => {
      if (device === undefined) return [];
      const path: Path = ['devices', place];
      const line = device.line === undefined ? undefined : lines.get(device.line);
      const profile = device.profile === undefined ? undefined : knowledge.profiles.get(device.profile);
      return [
        ...(line === undefined && everyLineKnown ? unknownLine(device, path, [...lines.keys()]) : []),
        ...unknownProfile(device, path, knowledge.profiles),
        ...(line === undefined ? [] : unitOnLine(device, path, line)),
        ...(line === undefined || profile === undefined ? [] : profileOnLine(profile, path, line)),
        ...(profile === undefined ? [] : checkChannels(device, path, profile, knowledge.rules)),
      ];
    }),
    ...sharedUnits(draft),
    ...idleLines(draft),
  ];
};

const unknownLine = ({ line }: DraftDevice, path: Path, known: readonly string[]): readonly Finding[] => {
  if (line === undefined) return [];
  return [fault('unknown-line', [...path, 'line'], { line, near: nearestWord(line, known) ?? known.join(', ') })];
};

const unknownProfile = ({ profile }: DraftDevice, path: Path, known: Knowledge['profiles']): readonly Finding[] => {
  if (profile === undefined || known.has(profile)) return [];
  const near = nearestWord(profile, known.keys());
  return [
    fault(near === undefined ? 'unknown-profile' : 'mistyped-profile', [...path, 'profile'], { profile, near: near ?? '' }),
  ];
};

// Modbus over Serial Line V1.02, 2.2: 0 is the broadcast, 248 to 255 are reserved. Over TCP 0 and 255 name the device itself.
const unitOnLine = ({ unit }: DraftDevice, path: Path, line: DraftLine): readonly Finding[] =>
  unit === undefined || line.tcp !== undefined || (unit >= 1 && unit <= 247)
    ? []
    : [fault('unit-range', [...path, 'unit'], { unit })];

const profileOnLine = (profile: Profile, path: Path, line: DraftLine): readonly Finding[] => {
  const slow = profile.quirks.slowAnswer ?? 0;
  const place: Path = [...path, 'profile'];
  return [
    ...(slow > (line.slowest ?? Number.POSITIVE_INFINITY)
      ? [fault('slow-device', place, { profile: profile.id, line: line.id ?? '', slow: durationText(Math.ceil(slow)) })]
      : []),
    ...(line.serial !== undefined && !profile.transports.includes('rtu')
      ? [warning('no-serial', place, { profile: profile.id, line: line.id ?? '' })]
      : []),
  ];
};

const sharedUnits = ({ devices = [] }: Draft): readonly Finding[] => {
  const first = new Map<string, number>();
  return devices.flatMap((device, place) => {
    if (device?.line === undefined || device.unit === undefined) return [];
    const { line, unit } = device;
    const before = first.get(`${line} ${unit}`);
    if (before === undefined) first.set(`${line} ${unit}`, place);
    return before === undefined
      ? []
      : [fault('shared-unit', ['devices', place, 'unit'], { line, unit, other: `devices[${before}]` })];
  });
};

const idleLines = ({ lines = [], devices = [] }: Draft): readonly Finding[] =>
  lines.flatMap((line, place) => {
    if (line?.id === undefined || devices.some((device) => device?.line === undefined || device.line === line.id)) return [];
    return [warning('idle-line', ['lines', place], { line: line.id })];
  });
