import { z } from 'zod';
import type { AlarmRow } from '../cases/alarms/alarm-rows.ts';
import type { AlarmState } from '../domain/alarm.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Answerer } from './control-socket.ts';
import type { LiveView } from './live-view.ts';
import type { Supervision } from './supervision.ts';

const requestSchema = z.looseObject({ do: z.string(), with: z.unknown().optional() });

/**
 * Answers requests about alarms, as `larder alarms`, `acknowledge`, `confirm`, `shelve` and `maintenance` ask them. Whatever
 * stands in `with` is checked whole by the desk. An act's answer are the alarms that it changed.
 */
export const answerAlarms = ({ desk, rowOf }: Supervision, view: Pick<LiveView, 'alarms'>): Answerer => {
  const rows = (alarms: readonly AlarmState[]): readonly AlarmRow[] => alarms.map(rowOf);
  const acts: Readonly<Record<string, (entered: unknown) => Promise<readonly AlarmState[]>>> = {
    list: async () => view.alarms(),
    acknowledge: desk.acknowledge,
    confirm: desk.confirm,
    shelve: desk.shelve,
    unshelve: desk.unshelve,
    reset: desk.reset,
    maintenance: desk.maintenance,
  };
  return async (request) => {
    const { do: word, with: entered } = requestSchema.parse(request);
    const act = Object.hasOwn(acts, word) ? acts[word] : undefined;
    if (act === undefined) throw new EdgeError('request-refused', `nobody here can “${word.slice(0, 40)}” alarms`);
    return rows(await act(entered));
  };
};
