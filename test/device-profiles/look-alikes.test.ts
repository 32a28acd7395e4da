import { describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import type { IdentityCheck, Profile, Table } from '../../device-profiles/profile.ts';

const recognisable = [...(await loadProfiles([SHIPPED_PROFILES])).values()].filter(({ identity }) => identity.length > 0);

/** What a device has in its registers; every other address is refused, or answers zero. */
type Contents = ReadonlyMap<string, number>;
const at = (table: Table, address: number): string => `${table} ${address}`;
const contents = (...registers: readonly (readonly [Table, number, number])[]): Contents =>
  new Map(registers.map(([table, address, word]) => [at(table, address), word]));

/** Four small sensors as they come out of the box, at 23.4 degC and 51.2 %RH, and others in the same shape. */
const DEVICES: Readonly<Record<string, Contents>> = {
  'xy-md02': contents(['input', 1, 234], ['input', 2, 512], ['holding', 257, 1], ['holding', 258, 0], ['holding', 259, 0]),
  'md02-shtc3': contents(['holding', 0, 512], ['holding', 1, 234], ['holding', 256, 1], ['holding', 257, 2]),
  'renke-rs-ws-n01': contents(['holding', 0, 512], ['holding', 1, 234], ['holding', 2000, 1], ['holding', 2001, 1]),
  'ebyte-eid041': contents(
    ['input', 0, 234],
    ['input', 1, 512],
    ['holding', 0, 234],
    ['holding', 1, 512],
    ['holding', 10, 1],
    ['holding', 11, 1],
    ['holding', 61, 0],
  ),
  'eletechsup-r4dcb08': contents(
    ['holding', 0, 0x8000],
    ['holding', 1, 234],
    ['holding', 0xfd, 0],
    ['holding', 0xfe, 1],
    ['holding', 0xff, 3],
  ),
  'caleffi-legiomix-6000': contents(['holding', 0, 6001], ['holding', 1, 1], ['holding', 6, 1]),
  'advantech-adam-4150': contents(['holding', 210, 0x4150], ['holding', 300, 0]),
};

/** An R444A01: of these four names the one whose papers are too thin to ship. It must not pass for another. */
const R444A01 = contents(['holding', 0, 234], ['holding', 1, 512], ['holding', 2, 1], ['holding', 3, 3]);

/** XY-MD02 below freezing, as unit 2, at its fastest: the numbers that come nearest to another's. */
const COLD = contents(['input', 1, 0xff33], ['input', 2, 990], ['holding', 257, 2], ['holding', 258, 2]);

const passes =
  (device: Contents, elsewhere: number | undefined) =>
  (check: IdentityCheck): boolean => {
    const word = device.get(at(check.table, check.address)) ?? elsewhere;
    if (word === undefined || check.refused === true) return word === undefined && check.refused === true;
    const raw = check.type === 'int16' && word > 0x7fff ? word - 0x10000 : word;
    const [low, high] = check.within ?? [raw, raw];
    return raw >= low && raw <= high && (check.oneOf ?? [raw]).includes(raw);
  };

const namesOf = (device: Contents, elsewhere: number | undefined): readonly string[] =>
  recognisable.filter(({ identity }: Profile) => identity.every(passes(device, elsewhere))).map(({ id }) => id);

describe.each([
  ['refuse what they don’t have', undefined],
  ['answer zero where they have nothing', 0],
] as const)('look-alikes that %s', (_, elsewhere) => {
  test.each(Object.entries(DEVICES))('%s is taken for itself alone', (id, device) => {
    expect(namesOf(device, elsewhere)).toEqual([id]);
  });

  test('an R444A01 is taken for none', () => expect(namesOf(R444A01, elsewhere)).toEqual([]));
  test('an XY-MD02 below freezing is still one', () => expect(namesOf(COLD, elsewhere)).toEqual(['xy-md02']));
});

test('every profile that can be recognised stands in this file', () => {
  expect(recognisable.map(({ id }) => id).sort()).toEqual(Object.keys(DEVICES).sort());
});
