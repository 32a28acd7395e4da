import type { AlarmRecord, ReportData } from '../report-data.ts';

/** Corrective actions by name, each in the language of a page. */
export type ActionWords = Readonly<Record<string, string>>;

/** The same report with each corrective action in words; one that has none stands by its name. */
export const withActionWords = (data: ReportData, words: ActionWords): ReportData => ({
  ...data,
  alarms: data.alarms.map((alarm) => inWords(alarm, words)),
  ...(data.laterAlarms === undefined ? {} : { laterAlarms: data.laterAlarms.map((alarm) => inWords(alarm, words)) }),
});

const inWords = (alarm: AlarmRecord, words: ActionWords): AlarmRecord => {
  const action = alarm.confirmed?.action;
  if (alarm.confirmed === null || action === undefined || !Object.hasOwn(words, action)) return alarm;
  return { ...alarm, confirmed: { ...alarm.confirmed, action: words[action] ?? action } };
};
