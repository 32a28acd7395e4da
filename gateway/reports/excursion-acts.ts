import { awaitsAction } from './awaits-action.ts';
import type { AlarmRecord } from './report-data.ts';

/** What people did about the alarms of one excursion. */
export interface ExcursionActs {
  /** How many alarms it raised, and how many of them wait for a corrective action. */
  readonly alarms: number;
  readonly open: number;
  /** Who saw it first. */
  readonly acknowledged: AlarmRecord['acknowledged'];
  /** Each corrective action once, oldest first: one act may answer several alarms. */
  readonly confirmed: readonly NonNullable<AlarmRecord['confirmed']>[];
}

/** The acts on some alarms, together. */
export const excursionActs = (alarms: readonly AlarmRecord[]): ExcursionActs => {
  const seen = alarms.flatMap(({ acknowledged }) => acknowledged ?? []).toSorted((a, b) => a.at - b.at);
  const done = alarms.flatMap(({ confirmed }) => confirmed ?? []).toSorted((a, b) => a.at - b.at);
  return {
    alarms: alarms.length,
    open: alarms.filter(awaitsAction).length,
    acknowledged: seen[0] ?? null,
    confirmed: [...new Map(done.map((act) => [JSON.stringify(act), act])).values()],
  };
};
