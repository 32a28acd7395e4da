import type { Table } from '../../../device-profiles/profile.ts';
import type { Millis } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import type { Answer } from '../modbus/answer.ts';
import type { Bus } from '../modbus/bus.ts';
import { questionOf } from '../modbus/question.ts';
import { type Request, readFunction } from '../modbus/request.ts';
import type { Reply, Teller, UnitRead, UnitWrite } from './unit-question.ts';
import { valuesIn } from './words-view.ts';

/** What an asker hears besides answers, and how it behaves. */
export interface AskerManners {
  /** Silence in ms after each answer, besides the line's own. */
  readonly quietAfter: Millis;
  /** Forgets what was heard. */
  begin(): void;
  /** The bytes that came since, without an echo; none where nobody listens. */
  heard(): readonly number[];
}

/** Asks and tells over a bus. */
export const askerOn = (bus: Bus, { quietAfter, begin, heard }: AskerManners): Teller => {
  const ask = async (request: Request, patience: Millis): Promise<CameBack> => {
    begin();
    const answer = await bus.ask(questionOf(request, quietAfter), patience);
    if (answer.is === 'lost') throw new EdgeError('line-lost', 'the line went away');
    return answer;
  };
  return {
    read: async (wanted, patience) => replyOf(await ask(readRequest(wanted), patience), wanted.table, wanted.count, heard()),
    write: async (order, patience) => replyOf(await ask(writeRequest(order), patience), 'holding', 0, heard()),
  };
};

type CameBack = Exclude<Answer, { is: 'lost' }>;

const readRequest = ({ unit, table, address, count }: UnitRead): Request => ({
  function: readFunction(table),
  unit,
  address,
  count,
});

const writeRequest = ({ unit, function: code, address, values }: UnitWrite): Request =>
  code === 6 ? { function: 6, unit, address, value: values[0] ?? 0 } : { function: 16, unit, address, registers: values };

const replyOf = (answer: CameBack, table: Table, count: number, heard: readonly number[]): Reply => {
  switch (answer.is) {
    case 'data':
      return { is: 'values', values: valuesIn(table, answer.data, count) };
    case 'exception':
      return { is: 'exception', code: answer.code };
    case 'silence':
      // Bytes came, and not even a piece of an answer could be made of them.
      return heard.length === 0 ? { is: 'silence' } : { is: 'doubt', heard };
    case 'doubt':
      return { is: 'doubt', heard, ...foreignUnit(answer.why, heard) };
  }
};

const foreignUnit = (why: string, [unit]: readonly number[]): { readonly foreign?: number } =>
  why === 'foreign-unit' && unit !== undefined ? { foreign: unit } : {};
