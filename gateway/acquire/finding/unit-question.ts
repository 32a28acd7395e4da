import type { Table } from '../../../device-profiles/profile.ts';
import type { Millis } from '../../domain/clock.ts';

/** What one unit is asked to tell. `address` counts from 0, as on the wire; `count` in registers, or in bits for the tables of bits. */
export interface UnitRead {
  readonly unit: number;
  readonly table: Table;
  readonly address: number;
  readonly count: number;
}

/** What one unit is told to take: one register by function 6, one or more by 16. Each value is 0 to 65535. */
export interface UnitWrite {
  readonly unit: number;
  readonly function: 6 | 16;
  readonly address: number;
  readonly values: readonly number[];
}

/** What came back. Plain data: it travels over the gateway's socket as it is. */
export type Reply =
  | { readonly is: 'values'; readonly values: readonly number[] } // registers, 0 to 65535, or bits, 0 and 1; none for a write
  | { readonly is: 'exception'; readonly code: number } // the device understood, and declined
  | { readonly is: 'doubt'; readonly heard: readonly number[]; readonly foreign?: number } // bytes that make no answer of this unit; `foreign` where they are a whole one of another
  | { readonly is: 'silence' }; // nothing within the patience

/** Somebody who asks units on a line, one question at a time. */
export interface Asker {
  /** Waits for at most `patience` after the question's last character. @throws EdgeError `line-lost` when the line goes away. */
  read(question: UnitRead, patience: Millis): Promise<Reply>;
}

/** Somebody who may tell units something, too. Nothing but the recipe of a unit id needs it. */
export interface Teller extends Asker {
  write(order: UnitWrite, patience: Millis): Promise<Reply>;
}

// Modbus Application Protocol V1.1b3, section 7: 0x0A gateway path unavailable, 0x0B target device failed to respond.
const GATEWAY_SAYS_NOBODY: ReadonlySet<number> = new Set([0x0a, 0x0b]);

/** True where the unit is there: it gave values, or declined. A gateway that says "nobody there" is no unit. */
export const isPresent = (reply: Reply): boolean =>
  reply.is === 'values' || (reply.is === 'exception' && !GATEWAY_SAYS_NOBODY.has(reply.code));

/** True where nobody is there, as far as one question can tell. */
export const isAbsent = (reply: Reply): boolean => reply.is !== 'doubt' && !isPresent(reply);
