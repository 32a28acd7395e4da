import type { Run } from '../modbus/read-plan.ts';
import type { Interview } from './interview.ts';

/** Registers asked at a time: a refusal costs little, and most devices give as many. */
const AT_ONCE = 16;

/**
 * Reads a run of registers piece by piece, and leaves out what the device refuses: a piece that it refuses is halved until
 * what it gives is found. Undefined stands for a register that it doesn't give, or that was no longer asked for when
 * `signal` was aborted.
 */
export const lookAround = async (
  unit: Interview,
  { table, address, count }: Run,
  signal: AbortSignal,
): Promise<readonly (number | undefined)[]> => {
  const pieces: (readonly (number | undefined)[])[] = [];
  for (let done = 0; done < count; done += AT_ONCE) {
    pieces.push(await piece(unit, { table, address: address + done, count: Math.min(AT_ONCE, count - done) }, signal));
  }
  return pieces.flat();
};

const piece = async (unit: Interview, run: Run, signal: AbortSignal): Promise<readonly (number | undefined)[]> => {
  const { table, address, count } = run;
  if (signal.aborted) return nothing(count);
  const reply = await unit.ask(table, address, count);
  if (reply.is === 'values') return reply.values;
  if (reply.is !== 'exception' || count === 1) return nothing(count);
  const half = Math.ceil(count / 2);
  return [
    ...(await piece(unit, { table, address, count: half }, signal)),
    ...(await piece(unit, { table, address: address + half, count: count - half }, signal)),
  ];
};

const nothing = (count: number): readonly undefined[] => Array.from({ length: count }, () => undefined);
