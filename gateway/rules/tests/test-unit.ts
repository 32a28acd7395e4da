import { narrowed } from './plain-text.ts';

/** A unit of results: what kind of amount it is, and how many powers of ten it stands above the first unit of its kind. */
export interface TestUnit {
  readonly amount: string;
  readonly power: number;
}

/** Spellings by kind of amount and power of ten. `ppm` and `ppb` are not here: per mass of goods to one maker, per volume of extract to another. */
const SPELLINGS: readonly (readonly [amount: string, power: number, spellings: string])[] = [
  ['%', 0, '% percent'],
  ['mass in mass', 6, 'kg/kg'],
  ['mass in mass', 4, 'g/100g 克/100克'],
  ['mass in mass', 3, 'g/kg mg/g µg/mg 克/千克 克/公斤 毫克/克 g·kg-1 mg·g-1'],
  ['mass in mass', 1, 'mg/100g 毫克/100克'],
  ['mass in mass', 0, 'mg/kg µg/g ng/mg 毫克/千克 毫克/公斤 毫克每千克 微克/克 mg·kg-1 µg·g-1'],
  ['mass in mass', -2, 'µg/100g 微克/100克'],
  ['mass in mass', -3, 'µg/kg ng/g 微克/千克 微克/公斤 微克每千克 纳克/克 µg·kg-1 ng·g-1'],
  ['mass in mass', -6, 'ng/kg pg/g 纳克/千克'],
  ['mass in volume', 4, 'g/100ml 克/100毫升 g/dl'],
  ['mass in volume', 3, 'g/l mg/ml 克/升 毫克/毫升'],
  ['mass in volume', 1, 'mg/dl mg/100ml 毫克/100毫升'],
  ['mass in volume', 0, 'mg/l µg/ml 毫克/升 毫克每升 微克/毫升'],
  ['mass in volume', -3, 'µg/l ng/ml 微克/升 微克每升 纳克/毫升'],
  ['mass in volume', -6, 'ng/l pg/ml 纳克/升'],
  ['mass on surface', 2, 'mg/cm2'],
  ['mass on surface', 0, 'mg/100cm2 毫克/100平方厘米'],
  ['mass on surface', -1, 'µg/cm2'],
  ['relative light', 0, 'rlu'],
];

/** One way of writing a unit among many: no spaces, small letters, µ for a u that stands for it, plain figures for raised ones. */
const unitKey = (text: string): string =>
  narrowed(text)
    .toLowerCase()
    .replace(/\s+/g, '')
    .replaceAll('²', '2')
    .replaceAll('⁻¹', '-1')
    .replace(/[.•∙⋅](?=k?g-1)/g, '·')
    .replace(/(^|\/)u(?=g)/g, '$1µ');

const UNITS: ReadonlyMap<string, TestUnit> = new Map(
  SPELLINGS.flatMap(([amount, power, spellings]) =>
    spellings.split(' ').map((spelling) => [unitKey(spelling), { amount, power }] as const),
  ),
);

/** The unit that a text writes, in any spelling that is known; undefined for others. */
export const unitOf = (text: string): TestUnit | undefined => UNITS.get(unitKey(text));

/** True where both texts write one unit, whether it is a known one or not. */
export const sameSpelling = (one: string, other: string): boolean => unitKey(one) === unitKey(other);

/** The power of ten from one unit to another: 3 from g/kg to mg/kg. Undefined where no power of ten leads there: mg/L to mg/kg. */
export const powerBetween = (from: TestUnit, to: TestUnit): number | undefined =>
  from.amount === to.amount ? from.power - to.power : undefined;
