import { type AnswersModbus, EXCEPTION, type ModbusReply } from './modbus-answer.ts';

/** How often units of a line refuse what they could well answer: chances from 0 to 1. */
export interface Moods {
  /** Exception 6: busy. */
  readonly busy?: number | undefined;
  /** Exception 4: a device failure. */
  readonly failing?: number | undefined;
}

/** All units of a line, with their moods, and with a plug that can be pulled. */
export interface MoodyUnits extends AnswersModbus {
  feel(moods: Moods): void;
  /** While unplugged nobody hears anything. */
  plug(isIn: boolean): void;
}

/** Lets `units` refuse by chance, as `random` has it, and fall silent together. */
export const moodyUnits = (units: AnswersModbus, random: () => number): MoodyUnits => {
  let moods: Moods = {};
  let isPlugged = true;
  const moodOf = (reply: ModbusReply): ModbusReply => {
    if (reply.is === 'silence') return reply;
    if (random() < (moods.busy ?? 0)) return { is: 'exception', code: EXCEPTION.busy, after: reply.after };
    return random() < (moods.failing ?? 0) ? { is: 'exception', code: EXCEPTION.deviceFailure, after: reply.after } : reply;
  };
  return {
    answer: (request) => {
      if (!isPlugged) return [];
      // A mood comes before the deed: what is refused was not written either.
      if (request.words === undefined) return units.answer(request).map(moodOf);
      const [refused] = [moodOf({ is: 'written', after: 0 })];
      return refused?.is === 'exception' ? refusedByAll(units, request, refused) : units.answer(request);
    },
    feel: (next) => {
      moods = next;
    },
    plug: (isIn) => {
      isPlugged = isIn;
    },
  };
};

/** A refused write: whoever would have answered a read of the same unit refuses. */
const refusedByAll = (
  units: AnswersModbus,
  request: Parameters<AnswersModbus['answer']>[0],
  refused: ModbusReply,
): readonly ModbusReply[] =>
  units.answer({ unit: request.unit, function: 3, table: request.table, address: request.address, count: 1 }).map(() => refused);
