import { type Finding, when } from './finding.ts';
import { type Profile, type Register, registerCount, type Table } from './profile.ts';
import { covers, meet, type Span } from './raw-range.ts';

interface Place {
  readonly table: Table;
  readonly span: Span;
}

/** The addresses that a register takes. */
const placeOf = ({ table, address, type }: Register): Place => {
  const words = table === 'coil' || table === 'discrete' ? 1 : registerCount(type);
  return { table, span: [address, address + words - 1] };
};

/** What makes no sense between the registers of a profile, and between them and what may be read. */
export const lintLayout = (profile: Profile): readonly Finding[] => [
  ...profile.registers.flatMap((register, place) => lintPlace(profile, register, place)),
  ...lintSpans(profile),
];

const lintPlace = (profile: Profile, register: Register, place: number): readonly Finding[] => {
  const { limits } = profile;
  const own = placeOf(register);
  const path = ['registers', place];
  const earlier = profile.registers.slice(0, place);
  const twin = earlier.find(({ name }) => name === register.name);
  const under = earlier.find((other) => collide(register, other));
  const within = (spans: typeof limits.forbidden) =>
    spans.filter(({ table, from, to }) => table === own.table && meet([from, to], own.span));
  const cut = within(limits.together ?? []).some(({ from, to }) => !covers([from, to], own.span));
  return [
    ...when(twin !== undefined, 'name-twice', [...path, 'name'], { name: register.name }),
    ...when(under !== undefined, 'overlap', path, { name: register.name, other: under?.name ?? '' }),
    ...when(own.span[1] - own.span[0] >= limits.mostRegisters, 'too-long', path, { name: register.name }),
    ...when(within(limits.forbidden).length > 0, 'forbidden', path, { name: register.name }),
    ...when(cut, 'together-cut', path, { name: register.name }),
  ];
};

/** Two registers may share words where both are read alone, or where one is a bit of what the other shows whole. */
const collide = (one: Register, other: Register): boolean => {
  const [here, there] = [placeOf(one), placeOf(other)];
  if (here.table !== there.table || !meet(here.span, there.span)) return false;
  if (one.alone && other.alone) return false;
  return one.bit === other.bit;
};

const lintSpans = ({ limits }: Profile): readonly Finding[] => {
  const turned = (key: 'forbidden' | 'together') =>
    (limits[key] ?? []).flatMap(({ from, to }, place) => when(from > to, 'span-turned', ['limits', key, place]));
  const long = (limits.together ?? []).flatMap(({ from, to }, place) =>
    when(to - from >= limits.mostRegisters, 'too-long', ['limits', 'together', place], { name: `${from}-${to}` }),
  );
  return [...turned('forbidden'), ...turned('together'), ...long];
};

/** Registers whose scale stands elsewhere: that other register must be there and able to name one. */
export const lintScaleSources = ({ registers }: Profile): readonly Finding[] =>
  registers.flatMap(({ name, scaleFrom }, place) => {
    if (scaleFrom === undefined) return [];
    const source = registers.find((other) => other.name === scaleFrom.register);
    const able =
      source !== undefined &&
      source.name !== name &&
      source.scaleFrom === undefined &&
      !source.type.startsWith('float') &&
      Object.keys(scaleFrom.factors).length > 0;
    return when(!able, 'scale-from', ['registers', place, 'scaleFrom'], { name: scaleFrom.register });
  });
