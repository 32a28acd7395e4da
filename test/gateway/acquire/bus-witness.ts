import type { BusWitness } from '../../../gateway/acquire/modbus/bus.ts';

/** What a bus said of itself. */
export interface Testimony extends BusWitness {
  readonly counted: { noise: number; late: number; early: number; quarantines: number; derailed: string[] };
}

/** A witness that writes down what it hears. */
export const testimony = (): Testimony => {
  const counted = { noise: 0, late: 0, early: 0, quarantines: 0, derailed: [] as string[] };
  return {
    counted,
    noise: (bytes) => {
      counted.noise += bytes;
    },
    late: () => {
      counted.late += 1;
    },
    early: () => {
      counted.early += 1;
    },
    timely: () => undefined,
    quarantined: () => {
      counted.quarantines += 1;
    },
    derailed: (reason) => void counted.derailed.push(reason),
  };
};
