import type { Table } from '../../device-profiles/profile.ts';
import type { Millis } from '../../gateway/domain/clock.ts';

/** What a master asks of a unit: Modbus Application Protocol V1.1b3, section 6. */
export interface ModbusRequest {
  readonly unit: number;
  readonly function: number;
  readonly table: Table;
  readonly address: number;
  readonly count: number;
  /** What is to be written, one word or bit each; absent in reads. */
  readonly words?: readonly number[];
  /** Silence since this unit's last answer on this wire; absent where there is no wire to be silent. */
  readonly gap?: Millis;
}

/** What a unit does about it. */
export type ModbusReply =
  | { readonly is: 'silence' }
  | { readonly is: 'exception'; readonly code: number; readonly after: Millis }
  /** Words or bits, as asked. */
  | {
      readonly is: 'words';
      readonly words: readonly number[];
      readonly after: Millis;
      /** To be called when the whole answer, unaltered, has left for the master. */
      readonly completed?: (at: Millis) => void;
    }
  | { readonly is: 'written'; readonly after: Millis };

/** Whoever answers requests: a device, all the devices of a wire, or a test's own idea of one. */
export interface AnswersModbus {
  /** One reply per device that hears itself asked: two at one address both answer. None is silence. */
  answer(request: ModbusRequest): readonly ModbusReply[];
}

/** Exception codes: the same document, section 7. */
export const EXCEPTION = { illegalFunction: 1, illegalAddress: 2, illegalValue: 3, deviceFailure: 4, busy: 6 } as const;

const READS: ReadonlyMap<number, Table> = new Map([
  [1, 'coil'],
  [2, 'discrete'],
  [3, 'holding'],
  [4, 'input'],
]);

/** The table that a function reads; undefined where it reads none. */
export const tableRead = (code: number): Table | undefined => READS.get(code);

/** All devices of a wire as one: whoever is meant answers. Unit 0 is everybody, and nobody answers. */
export const answeringTogether = (devices: readonly AnswersModbus[]): AnswersModbus => ({
  answer: (request) => {
    const replies = devices.flatMap((device) => device.answer(request)).filter(({ is }) => is !== 'silence');
    return request.unit === 0 ? [] : replies;
  },
});
