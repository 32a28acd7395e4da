import type { Table } from '../../../device-profiles/profile.ts';
import type { Millis } from '../../domain/clock.ts';
import { type Asker, isPresent, type Reply } from './unit-question.ts';

/** Questions to one unit. What it was asked before is remembered: many profiles want to know the same. */
export interface Interview {
  readonly unit: number;
  ask(table: Table, address: number, count: number): Promise<Reply>;
  tally(): InterviewTally;
}

/** How well a unit could be understood. */
export interface InterviewTally {
  /** Questions that went out, each repetition counted. */
  readonly asked: number;
  /** Replies that were values, or a refusal. */
  readonly answered: number;
  /** Replies that were bytes and no answer. */
  readonly broken: number;
}

/** A broken reply may be noise: it is asked for again, this often in all. Silence may be the device's way to decline. */
const TIMES = { doubt: 3, silence: 2 } as const;

/** Who was silent may be slow: the second time it is waited for so many times as long. */
const LONGER = 3;

/** Begins an interview; `patience` is how long the unit may take to begin an answer. */
export const interview = (line: Asker, unit: number, patience: Millis): Interview => {
  const known = new Map<string, Reply>();
  let asked = 0;
  let answered = 0;
  let broken = 0;

  const once = async (table: Table, address: number, count: number, longer = 1): Promise<Reply> => {
    asked += 1;
    const reply = await line.read({ unit, table, address, count }, patience * longer);
    if (reply.is === 'doubt') broken += 1;
    if (isPresent(reply)) answered += 1;
    return reply;
  };

  const insist = async (table: Table, address: number, count: number): Promise<Reply> => {
    let reply = await once(table, address, count);
    for (let time = 1; (reply.is === 'doubt' || reply.is === 'silence') && time < TIMES[reply.is]; time += 1) {
      reply = await once(table, address, count, reply.is === 'silence' ? LONGER : 1);
    }
    return reply;
  };

  return {
    unit,
    ask: async (table, address, count) => {
      const key = `${table} ${address} ${count}`;
      const before = known.get(key) ?? refusedTable(known, table);
      if (before !== undefined) return before;
      const reply = await insist(table, address, count);
      known.set(key, reply);
      return reply;
    },
    tally: () => ({ asked, answered, broken }),
  };
};

// Exception 1 is about the function, so about the whole table: Modbus Application Protocol V1.1b3, section 7.
const refusedTable = (known: ReadonlyMap<string, Reply>, table: Table): Reply | undefined => {
  for (const [key, reply] of known) {
    if (key.startsWith(`${table} `) && reply.is === 'exception' && reply.code === 1) return reply;
  }
  return undefined;
};
