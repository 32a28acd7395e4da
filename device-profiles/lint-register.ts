import { type Finding, when } from './finding.ts';
import { type Register, registerCount } from './profile.ts';
import { covers, factorsOf, isFloat, meet, RAW_RANGE, reachOf, type Span, valuesOf } from './raw-range.ts';

type Path = readonly (string | number)[];

/** What makes no sense within one register; `path` leads to it. */
export const lintRegister = (register: Register, path: Path): readonly Finding[] => [
  ...lintForm(register, path),
  ...lintRole(register, path),
  ...lintScale(register, path),
  ...lintRange(register, path),
  ...register.sentinels.flatMap((_, place) => lintSentinel(register, place, [...path, 'sentinels', place])),
  ...lintStates(register, path),
];

const lintForm = (register: Register, path: Path): readonly Finding[] => {
  const { table, type, bit, inverted, negativeFrom, address } = register;
  const ofBits = table === 'coil' || table === 'discrete';
  const words = ofBits ? 1 : registerCount(type);
  return [
    ...when(ofBits ? type !== 'bit' || bit !== undefined : type !== 'bit' && bit !== undefined, 'bit-table', [...path, 'type']),
    ...when(!ofBits && type === 'bit' && bit === undefined, 'bit-number', [...path, 'type']),
    ...when(register.wordOrder === 'little' && words === 1, 'word-order', [...path, 'wordOrder']),
    ...when((type === 'offset-negative') !== (negativeFrom !== undefined), 'negative-from', [...path, 'negativeFrom']),
    ...when(inverted === true && type !== 'bit', 'inverted-word', [...path, 'inverted']),
    ...when(address + words - 1 > 0xffff, 'beyond-end', [...path, 'address']),
  ];
};

const lintRole = ({ role, table, unit, range, type, output, bit, frozenAfter }: Register, path: Path): readonly Finding[] => {
  const measured = role === 'measurement';
  const ratio = range !== undefined && covers([-1, 1], range);
  return [
    ...when(role === 'setting' && table !== 'coil' && table !== 'holding', 'setting-table', [...path, 'table']),
    ...when(measured && unit === 'none' && !ratio, 'unit-missing', [...path, 'unit']),
    ...when((role === 'state' || role === 'identity') && unit !== 'none', 'unit-idle', [...path, 'unit']),
    ...when(measured && type === 'bit', 'measured-bit', [...path, 'type']),
    ...when(measured && range === undefined, 'range-missing', [...path, 'range']),
    ...when(output === true && (role !== 'setting' || bit !== undefined), 'output-role', [...path, 'output']),
    ...when(!measured && frozenAfter !== undefined, 'frozen-idle', [...path, 'frozenAfter']),
  ];
};

const lintScale = (register: Register, path: Path): readonly Finding[] => {
  const { scale, scaleFrom, resolution, type } = register;
  const factors = factorsOf(register);
  const smallest = Math.min(...factors.map(Math.abs));
  const finer = resolution !== undefined && !isFloat(type) && resolution < smallest * (1 - 1e-9);
  const needed = resolution === undefined && (isFloat(type) || scaleFrom !== undefined);
  return [
    ...when(factors.includes(0), 'scale-zero', [...path, scaleFrom === undefined ? 'scale' : 'scaleFrom']),
    ...when(scaleFrom !== undefined && scale !== 1, 'scale-twice', [...path, 'scale']),
    ...when(needed, 'resolution-missing', [...path, 'resolution']),
    ...when(finer, 'resolution-finer', [...path, 'resolution'], { resolution: resolution ?? 0, step: smallest }),
  ];
};

const lintRange = (register: Register, path: Path): readonly Finding[] => {
  const { range } = register;
  // A factor of zero reaches nothing; it has a finding of its own.
  if (range === undefined || factorsOf(register).includes(0)) return [];
  const [low, high] = reachOf(register);
  return [
    ...when(range[0] >= range[1], 'range-turned', [...path, 'range']),
    ...when(!covers([low, high], range), 'range-unreached', [...path, 'range'], { low, high }),
  ];
};

const lintSentinel = (register: Register, place: number, path: Path): readonly Finding[] => {
  const sentinel = register.sentinels[place];
  if (sentinel === undefined) return [];
  if (sentinel.raw === 'nan') return when(!isFloat(register.type), 'sentinel-nan', [...path, 'raw']);
  const codes: Span = [sentinel.raw, sentinel.to ?? sentinel.raw];
  const { range } = register;
  const legal = range !== undefined && valuesOf(register, codes).some((values) => meet(values, range));
  const earlier = register.sentinels.slice(0, place).flatMap(({ raw, to }) => (raw === 'nan' ? [] : [[raw, to ?? raw] as const]));
  return [
    ...when(codes[0] > codes[1], 'sentinel-turned', [...path, 'to']),
    ...when(!covers(RAW_RANGE[register.type], codes), 'sentinel-unreached', [...path, 'raw'], { raw: sentinel.raw }),
    ...when(legal && sentinel.alsoLegal === undefined, 'sentinel-legal', path, { raw: sentinel.raw }),
    ...when(!legal && sentinel.alsoLegal !== undefined, 'sentinel-harmless', [...path, 'alsoLegal'], { raw: sentinel.raw }),
    ...when(
      earlier.some((other) => meet(other, codes)),
      'sentinel-twice',
      path,
    ),
  ];
};

const lintStates = ({ role, states, type }: Register, path: Path): readonly Finding[] => {
  if (states === undefined) return [];
  const unreached = Object.keys(states).filter((raw) => !covers(RAW_RANGE[type], [Number(raw), Number(raw)]));
  return [
    ...when(role === 'measurement', 'states-measured', [...path, 'states']),
    ...unreached.flatMap((raw) => when(true, 'states-unreached', [...path, 'states', raw], { raw })),
  ];
};
