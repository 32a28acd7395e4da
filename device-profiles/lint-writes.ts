import { type Finding, when } from './finding.ts';
import type { DangerousWrite, Profile, SetUnitRecipe } from './profile.ts';

type Step = SetUnitRecipe['steps'][number];

/** What makes no sense in recognising the device and in writing to it. */
export const lintWrites = (profile: Profile): readonly Finding[] => [
  ...lintIdentity(profile),
  ...lintSetUnit(profile),
  ...profile.dangerous.flatMap(lintDangerous),
  ...when(profile.transports.includes('rtu') && profile.serial === undefined, 'serial-missing', ['serial']),
];

const lintIdentity = ({ identity }: Profile): readonly Finding[] =>
  identity.flatMap(({ table, type, oneOf, within, refused }, place) => {
    const expects = [oneOf, within, refused].filter((each) => each !== undefined).length;
    const ofBits = table === 'coil' || table === 'discrete';
    return [
      ...when(expects === 0 || (refused === true && expects > 1), 'identity-idle', ['identity', place]),
      ...when(ofBits !== (type === 'bit'), 'identity-table', ['identity', place, 'type']),
      ...when(within !== undefined && within[0] > within[1], 'range-turned', ['identity', place, 'within']),
    ];
  });

const lintSetUnit = ({ setUnit, dangerous }: Profile): readonly Finding[] => {
  if (setUnit === undefined) return [];
  const harmful = setUnit.steps.flatMap((step, place) =>
    when(
      dangerous.some((write) => forbids(write, step)),
      'set-unit-dangerous',
      ['setUnit', 'steps', place],
    ),
  );
  return [...when(!setUnit.steps.some(({ value }) => value === 'unit'), 'set-unit-idle', ['setUnit', 'steps']), ...harmful];
};

/** True where a step is a dangerous write; a unit id may be any number from 1 to 247. */
const forbids = ({ function: code, address, to, value }: DangerousWrite, step: Step): boolean => {
  const sameFunction = code === undefined || code === step.function;
  const sameAddress = address === undefined || (step.address >= address && step.address <= (to ?? address));
  const sameValue = value === undefined || (step.value === 'unit' ? value >= 1 && value <= 247 : value === step.value);
  return sameFunction && sameAddress && sameValue;
};

const lintDangerous = ({ function: code, address, to }: DangerousWrite, place: number): readonly Finding[] => [
  ...when(code === undefined && address === undefined, 'dangerous-idle', ['dangerous', place]),
  ...when(to !== undefined && (address === undefined || to < address), 'dangerous-turned', ['dangerous', place, 'to']),
];
