import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { statusSchema } from '../app/status.ts';
import { systemClock } from '../app/system-clock.ts';
import type { LastingState } from '../console/state-lines.ts';
import { parseDuration } from '../domain/duration.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { MeasurementUnit } from '../domain/measurement-unit.ts';
import { type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';
import type { Terminal } from './command.ts';
import { atOptions } from './named-options.ts';

/** Alarms as the running gateway gives them. */
const alarmsSchema = statusSchema.shape.alarms;
export type ShownAlarms = ReturnType<typeof alarmsSchema.parse>;

/** The alarms of a running gateway, as a command asks them. */
export interface AlarmLineUp {
  /** Lists, or acts: gives the alarms that it is about. @throws EdgeError `gateway-not-running`, `request-refused` with all faults. */
  ask(word: string, entered?: unknown): Promise<ShownAlarms>;
  /** What is in maintenance, for nobody is called for it. */
  inMaintenance(): Promise<readonly LastingState[]>;
  /** A channel's unit, as the configuration has it now. */
  unitOf(channel: string): MeasurementUnit | undefined;
  readonly timezone: string;
  readonly language: Language;
}

/** The line to the alarms of the box that a configuration describes. */
export const alarmLine = async (config: string, terminal: Terminal): Promise<AlarmLineUp> => {
  const { channels, dataFolder, gateway } = await readSite(config, terminal.environment, terminal.language, false);
  return {
    ask: async (word, entered) => {
      const request = { ask: 'alarms', do: word, with: entered };
      const answer = await askGateway(dataFolder, request, systemClock, gateway.language).catch((error: unknown) => {
        throw atOptions(error);
      });
      return alarmsSchema.parse(answer);
    },
    inMaintenance: async () => {
      const { states } = statusSchema.parse(await askGateway(dataFolder, { ask: 'status' }, systemClock));
      return states.filter(({ state }) => state === 'maintenance');
    },
    unitOf: (channel) => channels.find(({ id }) => id === channel)?.unit,
    timezone: gateway.timezone,
    language: gateway.language,
  };
};

/** A wrong use, in the words of the catalogue. */
export const wrongUse = (language: Language, key: MessageKey, filling?: Filling): EdgeError =>
  new EdgeError('usage', say(language, key, filling));

/** The one word that a command is about, and who does it. @throws EdgeError `usage`. */
export const namedBy = (
  positionals: readonly string[],
  by: string | undefined,
  missing: MessageKey,
  { language }: Terminal,
): { readonly named: string; readonly by: string } => {
  const [named] = positionals;
  if (named === undefined || positionals.length > 1) throw wrongUse(language, missing);
  if (by === undefined || by.trim() === '') throw wrongUse(language, 'alarm.who');
  return { named, by };
};

/** `2h`, or a moment as ISO 8601 with its zone. @throws EdgeError `usage`. */
export const untilOf = (text: string | undefined, { language }: Terminal): { for?: number; until?: number } => {
  if (text === undefined) return {};
  const length = parseDuration(text);
  if (length !== undefined) return { for: length };
  const until = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) throw wrongUse(language, 'alarm.moment', { text });
  return { until };
};
