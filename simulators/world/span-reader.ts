import { type Profile, registerCount, type Table } from '../../device-profiles/profile.ts';
import { EXCEPTION, type ModbusRequest } from './modbus-answer.ts';

/** What a read needs to know of a device's registers. */
interface Held {
  at(table: Table, address: number): number | undefined;
}

/** A scan may ask for everything: what is remembered stays bounded. */
const MOST_SPANS = 4096;

const isIn = (address: number, { address: from, count }: ModbusRequest): boolean => address >= from && address < from + count;

const isForbidden = ({ limits, identity }: Profile, request: ModbusRequest): boolean =>
  limits.forbidden.some(
    ({ table, from, to }) => table === request.table && from < request.address + request.count && to >= request.address,
  ) || identity.some(({ table, address, refused }) => refused === true && table === request.table && isIn(address, request));

/** A register that must be asked alone is refused together with anything else. */
const isCrowded = ({ registers }: Profile, request: ModbusRequest): boolean => {
  const touched = registers.filter(({ table, address }) => table === request.table && isIn(address, request));
  const isOne = touched.some(({ address, type }) => address === request.address && registerCount(type) === request.count);
  return !isOne && touched.some(({ alone }) => alone);
};

/** Whether each gap in the span is one that the device reads over; the ends must be there. */
const isWhole = ({ limits }: Profile, held: Held, { table, address, count }: ModbusRequest): boolean => {
  const isHeld = (place: number): boolean => held.at(table, address + place) !== undefined;
  let gap = 0;
  for (let place = 0; place < count; place += 1) {
    gap = isHeld(place) ? 0 : gap + 1;
    if (gap > limits.bridge) return false;
  }
  return isHeld(0) && isHeld(count - 1);
};

const hasTable = ({ registers, identity }: Profile, table: Table): boolean =>
  registers.some((each) => each.table === table) || identity.some((each) => each.table === table && each.refused !== true);

const refusalOf = (profile: Profile, held: Held, request: ModbusRequest): number | undefined => {
  const { table, count } = request;
  const { mostBits, mostRegisters } = profile.limits;
  if (!hasTable(profile, table)) return EXCEPTION.illegalFunction;
  if (count < 1 || count > (table === 'coil' || table === 'discrete' ? mostBits : mostRegisters)) return EXCEPTION.illegalValue;
  const isRefused = isForbidden(profile, request) || isCrowded(profile, request) || !isWhole(profile, held, request);
  return isRefused ? EXCEPTION.illegalAddress : undefined;
};

/** What a device makes of one read: the exception it refuses it with, or the registers whose values it carries whole. */
export interface SpanRead {
  readonly refused?: number;
  readonly carried: readonly string[];
}

const carriedBy = ({ registers }: Profile, request: ModbusRequest): readonly string[] =>
  registers
    .filter(
      ({ table, address, type }) =>
        table === request.table && isIn(address, request) && isIn(address + registerCount(type) - 1, request),
    )
    .map(({ name }) => name);

/** How a device of this profile takes reads. A master asks the same few over and over: each is looked at once. */
export const createSpanReader = (profile: Profile, held: Held): ((request: ModbusRequest) => SpanRead) => {
  const known = new Map<string, SpanRead>();
  return (request) => {
    const span = `${request.table} ${request.address} ${request.count}`;
    const before = known.get(span);
    if (before !== undefined) return before;
    const refused = refusalOf(profile, held, request);
    const read = refused === undefined ? { carried: carriedBy(profile, request) } : { refused, carried: [] };
    if (known.size < MOST_SPANS) known.set(span, read);
    return read;
  };
};
