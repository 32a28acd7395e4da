import { instrumentTimeText } from '../instrument-time.ts';

/** Bytes before the channels of a 73-byte record. */
export const INFO_BYTES = 9;

/** The info bytes in one of their two orders. */
interface Order {
  readonly name: 'seconds-first' | 'count-first';
  readonly second: number;
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly item: number;
  readonly year: number;
  readonly tail: readonly [number, number];
}

/**
 * Where the parts stand. The maker's paper prints the second order for its eight-channel models, yet its own records of such
 * a model make sense in the first only; so the first is tried first for all.
 */
const ORDERS: readonly Order[] = [
  { name: 'seconds-first', second: 0, minute: 1, hour: 2, day: 3, month: 4, item: 5, year: 6, tail: [7, 8] },
  { name: 'count-first', second: 1, minute: 2, hour: 3, day: 4, month: 5, item: 6, year: 7, tail: [0, 8] },
];

/** What the info bytes say. */
export interface RecordInfo {
  readonly order: Order['name'];
  readonly measuredAt: string;
  readonly item: number;
  /** Mask and block, or count: low byte, high byte. */
  readonly tail: readonly [number, number];
}

/**
 * Reads the info bytes in the first order in which they are a moment that a clock shows; undefined where neither is. A broken
 * date of the first order is often a date in the second, so that this one is believed only where its item is a known one.
 */
export const readInfo = (record: Uint8Array, isKnownItem: (code: string) => boolean): RecordInfo | undefined => {
  for (const order of ORDERS) {
    const at = (place: number): number => record[place] ?? 0;
    const year = at(order.year);
    const measuredAt = instrumentTimeText({
      year: 2000 + year,
      month: at(order.month),
      day: at(order.day),
      hour: at(order.hour),
      minute: at(order.minute),
      second: at(order.second),
    });
    if (measuredAt === undefined || year > 99) continue;
    if (order.name === 'count-first' && !isKnownItem(String(at(order.item)))) continue;
    return { order: order.name, measuredAt, item: at(order.item), tail: [at(order.tail[0]), at(order.tail[1])] };
  }
  return undefined;
};
