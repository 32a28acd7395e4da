import { alarmStateWords, callsSomebody, shownCause } from '../console/alarm-lines.ts';
import { stateLine } from '../console/state-lines.ts';
import { textTable } from '../console/text-table.ts';
import { causeWords, timeOf, worded } from '../console/worded.ts';
import type { MeasurementUnit } from '../domain/measurement-unit.ts';
import { measuredWords } from '../domain/messages/alarm-words.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { type AlarmLineUp, alarmLine, type ShownAlarms } from './ask-alarms.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

/** So much of an id is shown: it is told apart from others, and can be typed. */
const SHORT_ID = 8;

/** `larder alarms`: what is open, and what to do; exit 1 while any of it needs a person. */
export const alarmsCommand: Command = {
  name: 'alarms',
  help: (language) => say(language, 'alarm.alarms-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, { ...CONFIG_OPTION, json: { type: 'boolean', default: false } });
    const line = await alarmLine(values.config, terminal);
    const alarms = await line.ask('list');
    const shown = values.json ? [JSON.stringify(alarms)] : [...alarmTable(alarms, line), ...(await maintenanceLines(line))];
    for (const each of shown) terminal.out(each);
    return alarms.some(callsSomebody) ? 1 : 0;
  },
};

const alarmTable = (alarms: ShownAlarms, { unitOf, timezone, language }: AlarmLineUp): readonly string[] => {
  if (alarms.length === 0) return [say(language, 'alarm.list.none')];
  const head = (['alarm', 'cabinet', 'what', 'limit', 'since', 'state'] as const).map((column) =>
    say(language, `alarm.list.${column}`),
  );
  const rows = alarms.map((alarm) => [
    alarm.id.slice(0, SHORT_ID),
    alarm.cabinet,
    causeWords(shownCause(alarm), unitOf(alarm.channel), language),
    limitWords(alarm, unitOf(alarm.channel), language),
    timeOf(alarm.since, timezone),
    alarmStateWords(alarm, timezone, language),
  ]);
  const [titles = '', ...lines] = textTable([head, ...rows]);
  return [titles, ...lines.flatMap((line, place) => [line, ...todoLines(alarms[place], language)])];
};

/** Which of a cabinet's limits it is, and the value that raised it: `legal limit 8 °C (9.1)`. */
const limitWords = (
  { level, limit, value }: ShownAlarms[number],
  unit: MeasurementUnit | undefined,
  language: Language,
): string => {
  if (limit === undefined) return '';
  const passed = `${worded(`alarm.level.${level}`, level, language)} ${measuredWords(limit, { unit: unit ?? 'none' })}`;
  return value === undefined ? passed : `${passed} (${Number(value.toFixed(2))})`;
};

const maintenanceLines = async ({ inMaintenance, timezone, language }: AlarmLineUp): Promise<readonly string[]> =>
  (await inMaintenance()).map((state) => stateLine(state, state.on, timezone, language));

const todoLines = (alarm: ShownAlarms[number] | undefined, language: AlarmLineUp['language']): readonly string[] => {
  if (alarm === undefined || alarm.confirmed || !callsSomebody(alarm)) return [];
  const actions = Object.entries(alarm.actions).map(([name, words]) => `${name} (${words})`);
  return [
    `    → ${alarm.todo}`,
    ...(alarm.wants.includes('confirm') ? [`    ${say(language, 'alarm.list.actions', { actions: actions.join(', ') })}`] : []),
  ];
};
