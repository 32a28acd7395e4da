import type { Register } from '../../../device-profiles/profile.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import type { ScaleSource } from './decoder.ts';
import type { PolledChannel, PolledDevice } from './polled-device.ts';
import { type Span, spanOf } from './read-plan.ts';
import { Stillness } from './stillness.ts';

/** A value that a poll must bring: for a channel, for the scale of another value, or for both. */
export interface WantedValue extends Span {
  readonly register: Register;
  readonly channel?: PolledChannel;
  /** Where its own scale stands, where that is in another register. */
  readonly scaleSource?: ScaleSource | undefined;
  /** Who takes its scale from it. */
  readonly scales?: ScaleSource | undefined;
  readonly stillness?: Stillness | undefined;
}

/** A value seen again after more periods than this wasn't watched in between. */
const GAP_PERIODS = 3;

const registerOf = ({ id, profile }: PolledDevice, name: string): Register => {
  const register = profile.registers.find((each) => each.name === name);
  if (register === undefined) throw new EdgeError('profile-invalid', `${id}: profile ${profile.id} has no register “${name}”`);
  return register;
};

const stillnessOf = (register: Register, channel: PolledChannel, { every }: PolledDevice): Stillness | undefined => {
  const frozenAfter = channel.frozenAfter ?? register.frozenAfter;
  return frozenAfter === undefined ? undefined : new Stillness(frozenAfter, GAP_PERIODS * every);
};

/** Everything that a poll of the device must bring. Throws profile-invalid for a register that the profile doesn't have. */
export const wantedValues = (device: PolledDevice): readonly WantedValue[] => {
  const sources = new Map<string, ScaleSource>();
  const sourceOf = (name: string): ScaleSource => {
    const source = sources.get(name) ?? { raw: Number.NaN, quality: 'no-answer' };
    sources.set(name, source);
    return source;
  };
  const values = device.channels.map((channel): WantedValue => {
    const register = registerOf(device, channel.register);
    const scaleSource = register.scaleFrom === undefined ? undefined : sourceOf(register.scaleFrom.register);
    return { ...spanOf(register), register, channel, scaleSource, stillness: stillnessOf(register, channel, device) };
  });
  const scales = [...sources].map(([name, source]): WantedValue => {
    const register = registerOf(device, name);
    return { ...spanOf(register), register, scales: source };
  });
  return [...values, ...scales];
};
