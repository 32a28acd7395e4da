import type { Fault } from '../../domain/edge-error.ts';
import type { SenseFault } from './lint-limits.ts';

/** An entry of a list of some file, and how a fault of it is told with its file and line. */
export interface Placed<Entry> {
  readonly entry: Entry;
  /** Which of the folders it stands in: a later one takes the place of an earlier one. */
  readonly folder: number;
  readonly fault: (fault: SenseFault) => Fault;
}
