import { textTable } from '../console/text-table.ts';
import { parseDuration } from '../domain/duration.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { LimitSet } from '../domain/limit.ts';
import { delayWords } from '../domain/messages/alarm-words.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { loadRulePacks } from '../rules/load-packs.ts';
import { plainRule, type ReplayedAlarm, replay } from '../rules/replay.ts';
import { countGaps, medianInterval, type TraceRow, zonedTime } from '../rules/trace.ts';
import type { Command, Terminal } from './command.ts';
import { joinedNegatives } from './joined-negatives.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { readTrace } from './read-trace.ts';
import { replayRecorded } from './replay-recorded.ts';

const OPTIONS = {
  ...CONFIG_OPTION,
  channel: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  rule: { type: 'string' },
  high: { type: 'string' },
  low: { type: 'string' },
  'on-delay': { type: 'string', default: '0s' },
  'off-delay': { type: 'string', default: '0s' },
  deadband: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
} as const;

/** `larder replay`: what the alarms would have been on a recorded trace. */
export const replayCommand: Command = {
  name: 'replay',
  help: (language) => say(language, 'alarm.replay.help'),
  run: async (words, terminal) => {
    const { out, err } = terminal;
    const { values, positionals } = parsedOptions(joinedNegatives(words, ['high', 'low']), terminal, OPTIONS, true);
    const [file] = positionals;
    if (positionals.length + (values.channel === undefined ? 0 : 1) !== 1)
      throw wrongUse(say(terminal.language, 'alarm.replay.source'));
    const { rows, alarms, language, about } = await (file === undefined
      ? replayedPast(values, terminal)
      : replayedFile(file, values, terminal.language));
    const shown = alarms.map((alarm) => alarmOf(alarm, rows));
    if (values.json) out(JSON.stringify({ alarms: shown }));
    else for (const line of tableOf(shown, language)) out(line);
    for (const line of [traceWords(rows, language), ...about]) err(line);
    return 0;
  },
};

interface Replayed {
  readonly rows: readonly TraceRow[];
  readonly alarms: readonly ReplayedAlarm[];
  /** A box is spoken of in its site's language, as every command does; a file in that of the terminal. */
  readonly language: Language;
  /** Over which journals a box's past goes, and what of it is not judged, in words. */
  readonly about: readonly string[];
}

const replayedFile = async (file: string, values: Values, language: Language): Promise<Replayed> => {
  const rule = await askedRule(values, language);
  const rows = await readTrace(file, language);
  return { rows, alarms: replay(rows, rule), language, about: [] };
};

/** Without a rule or limits the channel's own rule is in force. */
const replayedPast = async (values: Values, terminal: Terminal): Promise<Replayed> => {
  const { config, channel, from, to } = values;
  const isAsked = [values.rule, values.high, values.low].some((asked) => asked !== undefined);
  const rule = isAsked ? await askedRule(values, terminal.language) : undefined;
  return await replayRecorded(
    { config: String(config), channel: String(channel), from: text(from), to: text(to) },
    rule,
    terminal,
  );
};

const text = (value: Values[keyof Values]): string | undefined => (typeof value === 'string' ? value : undefined);

const askedRule = (values: Values, language: Language): LimitSet | Promise<LimitSet> =>
  values.rule === undefined ? plainLimits(values, language) : namedRule(values, language);

type Values = { readonly [Option in keyof typeof OPTIONS]?: string | boolean | undefined };

const wrongUse = (words: string): EdgeError => new EdgeError('usage', words);

const namedRule = async (values: Values, language: Language): Promise<LimitSet> => {
  if (values.high !== undefined || values.low !== undefined) throw wrongUse(say(language, 'alarm.replay.choose'));
  const rules = await loadRulePacks(undefined, language);
  const id = String(values.rule);
  const rule = rules.get(id);
  if (rule === undefined)
    throw wrongUse(say(language, 'alarm.replay.no-rule', { rule: id, rules: [...rules.keys()].join(', ') }));
  return rule;
};

const plainLimits = (values: Values, language: Language): LimitSet => {
  const number = (option: 'high' | 'low' | 'deadband'): number | undefined => {
    const written = values[option];
    if (written === undefined) return undefined;
    const read = Number(written);
    if (String(written).trim() === '' || !Number.isFinite(read) || (option === 'deadband' && read < 0))
      throw wrongUse(say(language, 'alarm.replay.number', { option, written: String(written) }));
    return read;
  };
  const duration = (option: 'on-delay' | 'off-delay'): number => {
    const written = String(values[option]);
    const read = parseDuration(written);
    if (read === undefined) throw wrongUse(say(language, 'alarm.replay.duration', { option, written }));
    return read;
  };
  const [high, low] = [number('high'), number('low')];
  if (high === undefined && low === undefined) throw wrongUse(say(language, 'alarm.replay.choose'));
  if (high !== undefined && low !== undefined && low >= high) throw wrongUse(say(language, 'alarm.replay.crossed'));
  return plainRule({
    ...(high === undefined ? {} : { high }),
    ...(low === undefined ? {} : { low }),
    onDelay: duration('on-delay'),
    offDelay: duration('off-delay'),
    deadband: number('deadband') ?? 0,
  });
};

/** An alarm as it is printed: its times as ISO 8601, in the zone in which the trace has them. */
interface PrintedAlarm {
  readonly at: string;
  readonly since: string;
  /** Null where it stood when the trace ended. */
  readonly clearedAt: string | null;
  readonly cause: string;
  readonly level: 'operational' | 'legal';
  readonly value: number | null;
  readonly limit: number | null;
  /** Nobody would have been told. */
  readonly suppressed?: true;
}

const alarmOf = (
  { at, since, clearedAt, cause, level, value, limit, suppressed }: ReplayedAlarm,
  rows: readonly TraceRow[],
): PrintedAlarm => {
  const zone = rows.findLast(({ time }) => time <= at)?.zone ?? 0;
  return {
    at: zonedTime(at, zone),
    since: zonedTime(since, zone),
    clearedAt: clearedAt === undefined ? null : zonedTime(clearedAt, zone),
    cause,
    level,
    value: value ?? null,
    limit: limit ?? null,
    ...(suppressed === undefined ? {} : { suppressed }),
  };
};

const tableOf = (alarms: readonly PrintedAlarm[], language: Language): readonly string[] => {
  if (alarms.length === 0) return [say(language, 'alarm.replay.none')];
  const head = ['since', 'at', 'cleared', 'cause', 'level', 'value', 'limit'] as const;
  return textTable([
    head.map((key) => say(language, `alarm.replay.${key}`)),
    ...alarms.map(({ since, at, clearedAt, cause, level, value, limit, suppressed }) => [
      since,
      at,
      clearedAt ?? '–',
      suppressed ? say(language, 'alarm.replay.untold', { cause }) : cause,
      say(language, `alarm.level.${level}`),
      String(value ?? '–'),
      String(limit ?? '–'),
    ]),
  ]);
};

const traceWords = (rows: readonly TraceRow[], language: Language): string =>
  say(language, 'alarm.replay.read', {
    readings: rows.length,
    interval: delayWords(medianInterval(rows), language),
    gaps: countGaps(rows),
  });
