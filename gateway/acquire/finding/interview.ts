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

/** A broken reply may be noise: it is asked for again, this often in all. */
const TIMES = 3;

/** Who has said nothing yet may be slow: the second time it is waited for so many times as long, and so from then on if that helped. */
const LONGER = 3;

/** Some devices keep silent instead of declining. A table that is silent so often, and never speaks, isn't asked any more; nor is a unit that is silent so often in all. */
const SILENT_TABLE = 3;
const SILENT_UNIT = 24;

interface TableMemory {
  silent: number;
  spoke: boolean;
  /** Exception 1 is about the function, so about the whole table: Modbus Application Protocol V1.1b3, section 7. */
  refusal: Reply | undefined;
}

const SILENCE: Reply = { is: 'silence' };

/** Begins an interview; `patience` is how long the unit may take to begin an answer. */
export const interview = (line: Asker, unit: number, patience: Millis): Interview => {
  const known = new Map<string, Reply>();
  const tables = new Map<Table, TableMemory>();
  const tally = { asked: 0, answered: 0, broken: 0 };
  let usual = patience;
  let silent = 0;

  const once = async (table: Table, address: number, count: number, wait: Millis): Promise<Reply> => {
    tally.asked += 1;
    const reply = await line.read({ unit, table, address, count }, wait);
    if (reply.is === 'doubt') tally.broken += 1;
    if (isPresent(reply)) tally.answered += 1;
    return reply;
  };

  const insist = async (table: Table, address: number, count: number): Promise<Reply> => {
    let reply = await once(table, address, count, usual);
    for (let time = 1; reply.is === 'doubt' && time < TIMES; time += 1) reply = await once(table, address, count, usual);
    if (reply.is !== 'silence') return reply;
    if (tally.answered > 0) return once(table, address, count, usual);
    reply = await once(table, address, count, patience * LONGER);
    if (isPresent(reply)) usual = patience * LONGER;
    return reply;
  };

  const guessed = ({ refusal, silent: silentHere, spoke }: TableMemory): Reply | undefined =>
    silent >= SILENT_UNIT || (silentHere >= SILENT_TABLE && !spoke) ? SILENCE : refusal;

  const note = (memory: TableMemory, reply: Reply): void => {
    memory.spoke ||= isPresent(reply);
    if (reply.is === 'exception' && reply.code === 1) memory.refusal = reply;
    if (reply.is !== 'silence') return;
    memory.silent += 1;
    silent += 1;
  };

  return {
    unit,
    ask: async (table, address, count) => {
      const key = `${table} ${address} ${count}`;
      const memory = tables.get(table) ?? { silent: 0, spoke: false, refusal: undefined };
      tables.set(table, memory);
      const before = known.get(key) ?? guessed(memory);
      if (before !== undefined) return before;
      const reply = await insist(table, address, count);
      known.set(key, reply);
      note(memory, reply);
      return reply;
    },
    tally: () => ({ ...tally }),
  };
};
