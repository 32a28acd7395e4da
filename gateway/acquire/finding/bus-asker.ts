import type { Table } from '../../../device-profiles/profile.ts';
import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import type { Answer } from '../modbus/answer.ts';
import type { Bus } from '../modbus/bus.ts';
import { questionOf } from '../modbus/question.ts';
import { type Request, readFunction } from '../modbus/request.ts';
import type { Reply, Teller, UnitRead, UnitWrite } from './unit-question.ts';
import { valuesIn } from './words-view.ts';

/** What an asker hears besides answers, and how it behaves. */
export interface AskerManners {
  readonly clock: Clock;
  /** Silence in ms after each answer, besides the line's own. */
  readonly quietAfter: Millis;
  /** A unit that was silent is asked again only after so many times the patience with it. */
  readonly afterSilence: number;
  /** Forgets what was heard. */
  begin(): void;
  /** The bytes that came since, without an echo; none where nobody listens. */
  heard(): readonly number[];
}

/**
 * Asks and tells over a bus. Nobody has promised yet how late these devices may answer, and an answer that comes late
 * enough fits the next question to the same unit. So a silent unit is left alone for a while; the others needn't wait,
 * because an answer says whose it is.
 */
export const askerOn = (bus: Bus, { clock, quietAfter, afterSilence, begin, heard }: AskerManners): Teller => {
  const leftAloneUntil = new Map<number, Millis>();
  const ask = async (request: Request, patience: Millis): Promise<CameBack> => {
    const wait = (leftAloneUntil.get(request.unit) ?? 0) - clock.elapsed();
    if (wait > 0) await sleep(clock, wait);
    begin();
    const answer = await bus.ask(questionOf(request, quietAfter), patience);
    if (answer.is === 'lost') throw new EdgeError('line-lost', 'the line went away');
    if (answer.is === 'silence') leftAloneUntil.set(request.unit, clock.elapsed() + patience * afterSilence);
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

/** What an answer is as a reply; `heard`: the bytes that came, where somebody listened. */
export const replyOf = (answer: CameBack, table: Table, count: number, heard: readonly number[]): Reply => {
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
