import type { Register } from '../../device-profiles/profile.ts';
import type { Knowledge } from './check-devices.ts';
import { type Finding, fault, type Path } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { printable } from './printable.ts';
import type { Draft } from './site-schema.ts';

type DraftDevice = NonNullable<NonNullable<Draft['devices']>[number]>;

/** The keys of a channel that name another one. */
const PARTNERS = ['door', 'defrost', 'pair'] as const;

/** Door, defrost and second probe of a channel, and the push button: channels that this site reads, of the right kind. */
export const checkPartners = ({ devices = [], button }: Draft, { profiles }: Knowledge): readonly Finding[] => {
  const read = new Map(devices.flatMap((device) => (device === undefined ? [] : registersRead(device, profiles))));
  // Where a profile is unknown, so are its registers: that is told already.
  const complete = devices.every((device) => device?.profile !== undefined && profiles.has(device.profile));
  const lost = button !== undefined && complete && !read.has(button) ? [unknownPartner(button, ['button'], read)] : [];
  const partners = devices.flatMap((device, place) =>
    Object.entries(device?.channels ?? {}).flatMap(([name, channel]) =>
      PARTNERS.flatMap((partner) => {
        const named = channel?.[partner];
        if (named === undefined) return [];
        const path: Path = ['devices', place, 'channels', name, partner];
        const own = `${device?.id}/${name}`;
        if (named === own) return [fault('partner-itself', path)];
        const register = read.get(named);
        if (register === undefined) return complete ? [unknownPartner(named, path, read)] : [];
        return partner === 'pair' ? otherUnit(named, register, read.get(own), path) : [];
      }),
    ),
  );
  return [...partners, ...lost];
};

const registersRead = (
  { id, profile, channels }: DraftDevice,
  profiles: Knowledge['profiles'],
): readonly (readonly [string, Register])[] =>
  (profiles.get(profile ?? '')?.registers ?? [])
    .filter(({ name, role }) => (channels === undefined ? role === 'measurement' : Object.hasOwn(channels, name)))
    .map((register) => [`${id}/${register.name}`, register]);

const unknownPartner = (channel: string, path: Path, read: ReadonlyMap<string, Register>): Finding =>
  fault('unknown-partner', path, {
    channel: printable(channel),
    near: nearestWord(channel, read.keys()) ?? [...read.keys()].slice(0, 20).join(', '),
  });

const otherUnit = (channel: string, register: Register, own: Register | undefined, path: Path): readonly Finding[] =>
  own === undefined || own.unit === register.unit
    ? []
    : [fault('partner-unit', path, { channel, unit: register.unit, own: own.unit })];
