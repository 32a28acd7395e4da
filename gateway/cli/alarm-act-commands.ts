import { callsSomebody } from '../console/alarm-lines.ts';
import { say } from '../domain/messages/catalogue.ts';
import { alarmLine, namedBy, type ShownAlarms, untilOf, wrongUse } from './ask-alarms.ts';
import type { Command, Terminal } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

const TEXT = { type: 'string' } as const;
const SWITCH = { type: 'boolean', default: false } as const;
const COMMON = { ...CONFIG_OPTION, json: SWITCH, by: TEXT } as const;

/** When something ends; people write either. */
const END = { until: TEXT, for: TEXT } as const;

/** What was written of the end. @throws EdgeError `usage` where it was written twice. */
const endIn = (
  { until, for: length }: { readonly until?: string | undefined; readonly for?: string | undefined },
  { language }: Terminal,
): string | undefined => {
  if (until !== undefined && length !== undefined) throw wrongUse(language, 'alarm.end-twice');
  return until ?? length;
};

/** What was kept, in words or as JSON. */
const tell = (alarms: ShownAlarms, json: boolean, terminal: Terminal, words: string): number => {
  terminal.out(json ? JSON.stringify(alarms) : words);
  return 0;
};

const isNotSeen = (alarm: ShownAlarms[number]): boolean => alarm.active && !alarm.acknowledged && callsSomebody(alarm);

/** `larder acknowledge`: a person has seen an alarm, or all of them. */
export const acknowledgeCommand: Command = {
  name: 'acknowledge',
  help: (language) => say(language, 'alarm.acknowledge-help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, { ...COMMON, reset: SWITCH }, true);
    const { named: alarm, by } = namedBy(positionals, values.by, 'alarm.one', terminal);
    const { ask, language } = await alarmLine(values.config, terminal);
    const alarms = await ask(values.reset ? 'reset' : 'acknowledge', { alarm, by, way: 'command' });
    const left = alarm === 'all' && !values.json && !values.reset ? (await ask('list')).filter(isNotSeen).length : 0;
    const told = [
      say(language, 'alarm.acknowledged', { n: alarms.length }),
      ...(left > 0 ? [say(language, 'alarm.untold', { n: left })] : []),
    ];
    return tell(alarms, values.json, terminal, told.join('\n'));
  },
};

/** `larder confirm`: the corrective action is done. */
export const confirmCommand: Command = {
  name: 'confirm',
  help: (language) => say(language, 'alarm.confirm-help'),
  run: async (words, terminal) => {
    const options = { ...COMMON, action: TEXT, goods: TEXT, kilograms: TEXT, words: TEXT } as const;
    const { values, positionals } = parsedOptions(words, terminal, options, true);
    const { named: alarm, by } = namedBy(positionals, values.by, 'alarm.one', terminal);
    const { action, goods, kilograms, words: said } = values;
    const { ask, language } = await alarmLine(values.config, terminal);
    // An action that isn't given is refused with the list of those that fit.
    const form = { alarm, by, way: 'command', action: action ?? '?', goods, kilograms, words: said };
    return tell(await ask('confirm', form), values.json, terminal, say(language, 'alarm.kept'));
  },
};

/** `larder shelve`: alarms of a kind are put aside for a time, or taken back. */
export const shelveCommand: Command = {
  name: 'shelve',
  help: (language) => say(language, 'alarm.shelve-help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, { ...COMMON, ...END, reason: TEXT, off: SWITCH }, true);
    const { named: alarm, by } = namedBy(positionals, values.by, 'alarm.one', terminal);
    const { reason, off } = values;
    const until = endIn(values, terminal);
    if (!off && (until === undefined || reason === undefined)) throw wrongUse(terminal.language, 'alarm.until-needed');
    const form = { alarm, by, way: 'command', ...(off ? {} : { ...untilOf(until, terminal), reason }) };
    const { ask, language } = await alarmLine(values.config, terminal);
    return tell(await ask(off ? 'unshelve' : 'shelve', form), values.json, terminal, say(language, 'alarm.kept'));
  },
};

/** `larder maintenance`: a cabinet, a channel or the site is recorded, not alarmed, until somebody or time ends it. */
export const maintenanceCommand: Command = {
  name: 'maintenance',
  help: (language) => say(language, 'alarm.maintenance-help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, { ...COMMON, ...END, reason: TEXT, end: SWITCH }, true);
    const { named: on, by } = namedBy(positionals, values.by, 'alarm.which-cabinet', terminal);
    const { reason, end } = values;
    const form = { on, by, end, reason, ...untilOf(endIn(values, terminal), terminal) };
    const { ask, language } = await alarmLine(values.config, terminal);
    return tell(await ask('maintenance', form), values.json, terminal, say(language, 'alarm.kept'));
  },
};
