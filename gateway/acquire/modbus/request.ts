import type { Table } from '../../../device-profiles/profile.ts';

/** What may be asked of a unit; numbers as on the wire, addresses counted from 0. Modbus Application Protocol V1.1b3, section 6. */
export type Request = ReadRequest | WriteRequest;

/** Coils (1), discrete inputs (2), holding registers (3), input registers (4). */
export interface ReadRequest {
  readonly function: 1 | 2 | 3 | 4;
  readonly unit: number;
  readonly address: number;
  /** Bits, or 16-bit registers. */
  readonly count: number;
}

/** One coil (5), one register (6), several coils (15), several registers (16). */
export type WriteRequest =
  | { readonly function: 5; readonly unit: number; readonly address: number; readonly on: boolean }
  | { readonly function: 6; readonly unit: number; readonly address: number; readonly value: number }
  | { readonly function: 15; readonly unit: number; readonly address: number; readonly bits: readonly boolean[] }
  | { readonly function: 16; readonly unit: number; readonly address: number; readonly registers: readonly number[] };

/** The function that reads a table. */
export const readFunction = (table: Table): ReadRequest['function'] => {
  switch (table) {
    case 'coil':
      return 1;
    case 'discrete':
      return 2;
    case 'holding':
      return 3;
    case 'input':
      return 4;
  }
};

/** True for the functions that read bits. */
export const readsBits = (code: number): boolean => code === 1 || code === 2;
