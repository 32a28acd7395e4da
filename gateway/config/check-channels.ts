import { type Profile, type Register, resolutionOf } from '../../device-profiles/profile.ts';
import { durationText } from '../domain/duration.ts';
import type { LimitSet } from '../domain/limit.ts';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { printable } from './printable.ts';
import type { Draft } from './site-schema.ts';

type DraftDevice = NonNullable<NonNullable<Draft['devices']>[number]>;
type DraftChannel = NonNullable<NonNullable<DraftDevice['channels']>[string]>;

/** Whether a register may be read as a channel: what can be written, or only tells the model, never is one. */
const mayBeChannel = ({ role }: Register): boolean => role === 'measurement' || role === 'state';

/** The channels of one device: registers of its profile, with rules that fit them. */
export const checkChannels = (
  device: DraftDevice,
  above: Path,
  profile: Profile,
  rules: ReadonlyMap<string, LimitSet>,
): readonly Finding[] => {
  const names = device.channels === undefined ? undefined : Object.keys(device.channels);
  const measures = profile.registers.some(({ role }) => role === 'measurement');
  if (names === undefined) return measures ? [] : [fault('nothing-measured', [...above, 'profile'], registersOf(profile))];
  if (names.length === 0) return [fault('no-channels', [...above, 'channels'], registersOf(profile))];
  return names.flatMap((name) => {
    const path: Path = [...above, 'channels', name];
    const register = profile.registers.find((each) => each.name === name);
    if (register === undefined) return [unknownChannel(name, path, profile)];
    if (!mayBeChannel(register)) return [fault('no-channel', path, { ...registersOf(profile), name, role: register.role })];
    const channel = device.channels?.[name] ?? {};
    return [...checkChannel(channel, path, register, rules), ...tooSeldom(channel, device, above, rules)];
  });
};

/** Read less often than silence becomes an alarm, a channel would always be silent. */
const tooSeldom = ({ rule: id }: DraftChannel, { every }: DraftDevice, above: Path, rules: ReadonlyMap<string, LimitSet>) => {
  const rule = id === undefined ? undefined : rules.get(id);
  if (rule === undefined || every === undefined || every < rule.silence) return [];
  const filling = { rule: rule.id, every: durationText(every), silence: durationText(rule.silence) };
  return [fault('every-beyond-silence', [...above, 'every'], filling)];
};

const registersOf = ({ id, registers }: Profile) => ({
  profile: id,
  registers: registers
    .filter(mayBeChannel)
    .map(({ name }) => name)
    .join(', '),
});

const unknownChannel = (name: string, path: Path, profile: Profile): Finding => {
  const near = nearestWord(
    name,
    profile.registers.filter(mayBeChannel).map((register) => register.name),
  );
  const filling = { ...registersOf(profile), name: printable(name), near: near ?? '' };
  return fault(near === undefined ? 'unknown-channel' : 'mistyped-channel', path, filling);
};

const checkChannel = (
  channel: DraftChannel,
  path: Path,
  register: Register,
  rules: ReadonlyMap<string, LimitSet>,
): readonly Finding[] => [
  ...(channel.rule === undefined ? [] : checkRule(channel.rule, [...path, 'rule'], register, rules)),
  ...(channel.offset !== undefined && register.role === 'state' ? [fault('offset-of-state', [...path, 'offset'])] : []),
  ...offsetFiner(channel.offset, [...path, 'offset'], register),
  ...(channel.offset !== undefined && channel.offset !== 0 && channel.certificate === undefined
    ? [warning('offset-without-certificate', [...path, 'offset'], { offset: channel.offset })]
    : []),
];

/** How far from a whole number of steps an offset may be, for what binary fractions can't say. */
const HAIR = 1e-6;

/** The value as read must follow from the value and the offset: so an offset is a whole number of the device's own steps. */
const offsetFiner = (offset: number | undefined, path: Path, register: Register): readonly Finding[] => {
  if (offset === undefined || register.role === 'state') return [];
  const resolution = resolutionOf(register);
  const steps = offset / resolution;
  if (Math.abs(steps - Math.round(steps)) <= HAIR) return [];
  const at = (count: number): number => Number((count * resolution).toPrecision(12));
  return [fault('offset-finer', path, { offset, resolution, below: at(Math.floor(steps)), above: at(Math.ceil(steps)) })];
};

const checkRule = (id: string, path: Path, register: Register, rules: ReadonlyMap<string, LimitSet>): readonly Finding[] => {
  const rule = rules.get(id);
  if (rule === undefined) {
    const near = nearestWord(id, rules.keys());
    const filling = { rule: id, near: near ?? '', rules: [...rules.keys()].join(', ') };
    return [fault(near === undefined ? 'unknown-rule' : 'mistyped-rule', path, filling)];
  }
  if (rule.unit === register.unit) return outOfReach(rule, path, register);
  return [fault('rule-unit', path, { rule: id, unit: rule.unit, name: register.name, measured: register.unit })];
};

/** A limit beyond what the probe can report would never be broken. */
const outOfReach = (rule: LimitSet, path: Path, { range, name }: Register): readonly Finding[] => {
  if (range === undefined) return [];
  const [low, high] = range;
  return rule.limits
    .filter(({ side, value }) => (side === 'high' ? value >= high : value <= low))
    .map(({ value }) => warning('limit-out-of-reach', path, { rule: rule.id, value, name, low, high }));
};
