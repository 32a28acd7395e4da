import type { IServiceVector } from 'modbus-serial';
import type { Table } from '../../device-profiles/profile.ts';
import type { Clock } from '../../gateway/domain/clock.ts';
import type { AnswersModbus, ModbusReply, ModbusRequest } from './modbus-answer.ts';

/** How the library's servers take an answer: at once within this call they write it to their port. */
type Give<Value> = (error: Error | null, value: Value) => void;

export interface VectorNeeds {
  readonly clock: Clock;
  readonly answers: AnswersModbus;
  /** Called before a request is looked at. */
  readonly onRequest?: () => void;
  /** Called around the library's writing of a reply, so that the write can be told from others. */
  readonly around: (reply: ModbusReply, write: () => void) => void;
}

const refused = (code: number): Error => Object.assign(new Error(`exception ${code}`), { modbusErrorCode: code });

/** Bits are asked for one by one; those of one request come in one run, and are answered together. */
const createGathering = (table: 'coil' | 'discrete', ask: (request: ModbusRequest, give: Give<readonly number[]>) => void) => {
  let asked: { readonly unit: number; readonly address: number; readonly gives: Give<boolean>[] } | undefined;
  const answerAll = (): void => {
    const run = asked;
    asked = undefined;
    if (run === undefined) return;
    const { unit, address, gives } = run;
    ask({ unit, function: table === 'coil' ? 1 : 2, table, address, count: gives.length }, (error, bits) => {
      // The library answers after the first error, or after the last bit.
      for (const [place, give] of gives.entries()) give(error, bits[place] === 1);
    });
  };
  return (address: number, unit: number, give: Give<boolean>): void => {
    if (asked === undefined) {
      asked = { unit, address, gives: [] };
      queueMicrotask(answerAll);
    }
    asked.gives.push(give);
  };
};

/** The service vector through which modbus-serial's servers ask; shared by TCP and serial. */
export const modbusVector = ({ clock, answers, onRequest, around }: VectorNeeds): IServiceVector => {
  const ask = (request: ModbusRequest, give: Give<readonly number[]>): void => {
    onRequest?.();
    // Over TCP two units of one id can't collide: the first one answers.
    const [reply] = answers.answer(request);
    if (reply === undefined || reply.is === 'silence') return;
    const answer = (): void =>
      around(reply, () => give(reply.is === 'exception' ? refused(reply.code) : null, reply.is === 'words' ? reply.words : []));
    if (reply.after === 0) answer();
    else clock.after(reply.after, answer);
  };
  const readWords = (table: Table, code: number) => (address: number, count: number, unit: number, give: Give<number[]>) =>
    ask({ unit, function: code, table, address, count }, (error, words) => give(error, [...words]));
  const readWord = (table: Table, code: number) => (address: number, unit: number, give: Give<number>) =>
    ask({ unit, function: code, table, address, count: 1 }, (error, words) => give(error, words[0] ?? 0));
  const write = (
    table: Table,
    code: number,
    address: number,
    words: readonly number[],
    unit: number,
    give: (error: Error | null) => void,
  ) => ask({ unit, function: code, table, address, count: words.length, words }, (error) => give(error));
  return {
    getCoil: createGathering('coil', ask),
    getDiscreteInput: createGathering('discrete', ask),
    getHoldingRegister: readWord('holding', 3),
    getInputRegister: readWord('input', 4),
    getMultipleHoldingRegisters: readWords('holding', 3),
    getMultipleInputRegisters: readWords('input', 4),
    setCoil: (address: number, value: boolean, unit: number, give: (error: Error | null) => void) =>
      write('coil', 5, address, [Number(value)], unit, give),
    setRegister: (address: number, value: number, unit: number, give: (error: Error | null) => void) =>
      write('holding', 6, address, [value], unit, give),
    setRegisterArray: (address: number, values: number[], unit: number, give: (error: Error | null) => void) =>
      write('holding', 16, address, values, unit, give),
  };
};
