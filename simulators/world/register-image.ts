import type { IdentityCheck, Profile, Register, Table } from '../../device-profiles/profile.ts';
import { type ProbeFault, rawOfFault, rawOfValue, valueOfRaw } from './register-value.ts';
import { wordsOfRaw } from './register-words.ts';

/** What a device's registers hold: the inverse of decoding, written from the profile alone. */
export interface RegisterImage {
  /** Lets a register hold the nearest that it can to `value`, in its unit. Throws where the profile has no such register. */
  set(register: string, value: number): void;
  /** Lets a register hold the device's word for a broken probe. False where it has none. */
  fail(register: string, means: ProbeFault): boolean;
  /** What the register stands for now, at its resolution; NaN while its probe is broken. */
  shown(register: string): number;
  /** Puts a word, or a bit, where a master wrote it. */
  put(table: Table, address: number, word: number): void;
  /** A word, or a bit; undefined where the device has nothing. */
  at(table: Table, address: number): number | undefined;
}

/** Words and bits by table and address. */
interface Words {
  put(table: Table, address: number, word: number): void;
  putRaw(
    register: Pick<Register, 'table' | 'address' | 'bit' | 'type' | 'negativeFrom' | 'wordOrder' | 'byteOrder'>,
    raw: number,
  ): void;
  at(table: Table, address: number): number | undefined;
}

const createWords = (): Words => {
  const tables: Readonly<Record<Table, Map<number, number>>> = {
    coil: new Map(),
    discrete: new Map(),
    input: new Map(),
    holding: new Map(),
  };
  const put: Words['put'] = (table, address, word) => {
    const isBit = table === 'coil' || table === 'discrete';
    tables[table].set(address, isBit ? Number(word !== 0) : word & 0xffff);
  };
  return {
    put,
    putRaw: (register, raw) => {
      const { table, address, bit } = register;
      const words = wordsOfRaw(register, raw);
      if (bit === undefined) for (const [place, word] of words.entries()) put(table, address + place, word);
      else put(table, address, ((tables[table].get(address) ?? 0) & ~(1 << bit)) | ((words[0] ?? 0) << bit));
    },
    at: (table, address) => tables[table].get(address),
  };
};

/** Before anything is shown: values that no rule minds, by unit. */
const USUAL: Partial<Record<Register['unit'], number>> = { degC: 4, '%RH': 55, V: 230, Hz: 50, hPa: 1013, ppm: 600 };

const usualValue = ({ unit, range }: Register): number => {
  const value = USUAL[unit] ?? 0;
  const [least, most] = range ?? [value, value];
  return Math.min(most, Math.max(least, value));
};

const identityRaw = ({ oneOf, within }: IdentityCheck): number | undefined =>
  oneOf?.[0] ?? (within === undefined ? undefined : Math.round((within[0] + within[1]) / 2));

/** What the device is recognised by must be there too; a measurement that may be anything within a range stays as it is. */
const putIdentity = (words: Words, identity: readonly IdentityCheck[]): void => {
  for (const check of identity) {
    const { table, address, type, oneOf } = check;
    const raw = identityRaw(check);
    if (raw === undefined || (oneOf === undefined && words.at(table, address) !== undefined)) continue;
    words.putRaw({ table, address, type, wordOrder: 'big', byteOrder: 'big' }, raw);
  }
};

/** The image of a device that shows `values` (register to value in its unit), and the usual where nothing is said. */
export const registerImage = (profile: Profile, values: Readonly<Record<string, number>> = {}): RegisterImage => {
  const words = createWords();
  const registers = new Map(profile.registers.map((register) => [register.name, register]));
  const raws = new Map<string, number>();
  const shown = new Map<string, number>();
  const wanted = new Map<string, number>();

  const called = (name: string): Register => {
    const register = registers.get(name);
    if (register === undefined) throw new Error(`${profile.id} has no register ${name}.`);
    return register;
  };
  const factorOf = ({ scaleFrom }: Register): number =>
    scaleFrom === undefined ? 1 : (scaleFrom.factors[String(raws.get(scaleFrom.register))] ?? 1);
  const hold = (register: Register, raw: number, value: number): void => {
    words.putRaw(register, raw);
    raws.set(register.name, raw);
    shown.set(register.name, value);
  };
  const set = (name: string, value: number): void => {
    const register = called(name);
    const raw = rawOfValue(register, value, factorOf(register));
    wanted.set(name, value);
    hold(register, raw, valueOfRaw(register, raw, factorOf(register)));
    for (const other of profile.registers) {
      const value = other.scaleFrom?.register === name ? wanted.get(other.name) : undefined;
      if (value !== undefined) set(other.name, value);
    }
  };
  const fail = (name: string, means: ProbeFault): boolean => {
    const register = called(name);
    const raw = rawOfFault(register, means);
    if (raw === undefined) return false;
    wanted.delete(name);
    hold(register, raw, Number.NaN);
    return true;
  };

  for (const register of profile.registers) set(register.name, values[register.name] ?? usualValue(register));
  for (const { scaleFrom } of profile.registers) {
    if (scaleFrom === undefined || values[scaleFrom.register] !== undefined) continue;
    // Without a factor that is listed nothing could be read: the first one is as good as any.
    const scale = called(scaleFrom.register);
    set(scale.name, valueOfRaw(scale, Number(Object.keys(scaleFrom.factors)[0])));
  }
  putIdentity(words, profile.identity);
  return { set, fail, shown: (name) => shown.get(name) ?? Number.NaN, put: words.put, at: words.at };
};
