import { z } from 'zod';
import { alarmLevelSchema } from '../domain/alarm-level.ts';
import { type MeasurementUnit, measurementUnitSchema } from '../domain/measurement-unit.ts';
import { sourceSchema } from '../domain/source.ts';

const limit = z.looseObject({
  level: alarmLevelSchema,
  side: z.enum(['high', 'low']),
  value: z.number(),
  cause: z.string().optional(),
  source: sourceSchema,
});

const tableSchema = z.looseObject({
  channels: z.array(
    z.looseObject({
      id: z.string(),
      device: z.string(),
      cabinet: z.string(),
      unit: measurementUnitSchema,
      resolution: z.number(),
      every: z.number().positive(),
      probe: z.string().optional(),
      offset: z.number().optional(),
      certificate: z.string().optional(),
      rule: z.string().optional(),
      door: z.string().optional(),
    }),
  ),
  rules: z.array(z.looseObject({ id: z.string(), limits: z.array(limit) })),
});

/** By which limits a report judges a channel: the tightest of the legal ones, or, where it has none, of the operational ones. */
export interface JudgedBy {
  readonly rule: string;
  readonly level: 'legal' | 'operational';
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Where the numbers come from, and whether a person has compared all of them with the text. */
  readonly source: string;
  readonly verified: boolean;
}

/** A channel as the record's own table has it. */
export interface ReportChannel {
  readonly id: string;
  readonly device: string;
  readonly cabinet: string;
  readonly unit: MeasurementUnit;
  readonly resolution: number;
  readonly every: number;
  readonly probe?: string;
  readonly offset?: number;
  readonly certificate?: string;
  readonly judgedBy?: JudgedBy;
  /** Of a door's contact: beyond which value, on which side, the door stands open. */
  readonly opens?: { readonly side: 'high' | 'low'; readonly value: number };
  /** The contact of the door of its cabinet. */
  readonly door?: string;
}

type Table = z.infer<typeof tableSchema>;
type Limit = z.infer<typeof limit>;

/** A contact without a rule of its own: 1 is open. */
const CONTACT = { side: 'high', value: 0.5 } as const;

/** Reads the channel table of a `config` fact; undefined for what is none. */
export const channelsOfTable = (text: string): readonly ReportChannel[] | undefined => {
  const table = tableSchema.safeParse(parsed(text));
  if (!table.success) return undefined;
  const doors = new Set(table.data.channels.map(({ door }) => door));
  const rules = new Map(table.data.rules.map((rule) => [rule.id, rule.limits]));
  return table.data.channels.map((channel) => channelOf(channel, rules, doors));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a table that is none is counted by the caller
  }
};

const channelOf = (
  row: Table['channels'][number],
  rules: ReadonlyMap<string, readonly Limit[]>,
  doors: ReadonlySet<string | undefined>,
): ReportChannel => {
  const { id, device, cabinet, unit, resolution, every, probe, offset, certificate, rule, door } = row;
  const limits = rules.get(rule ?? '') ?? [];
  const contact = limits.find(({ cause }) => cause === 'door') ?? (doors.has(id) ? CONTACT : undefined);
  const judgedBy = rule === undefined ? undefined : judgedByOf(rule, limits);
  return {
    id, device, cabinet, unit, resolution, every,
    ...(probe === undefined ? {} : { probe }),
    ...(offset === undefined ? {} : { offset }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(judgedBy === undefined ? {} : { judgedBy }),
    ...(contact === undefined ? {} : { opens: { side: contact.side, value: contact.value } }),
    ...(door === undefined ? {} : { door }),
  }; // biome-ignore format: a list to read
};

/** By which of a rule's limits a report judges; undefined where none of them is of a measured value. */
export const judgedByOf = (rule: string, all: readonly Limit[]): JudgedBy | undefined => {
  const measured = all.filter(({ cause }) => cause === undefined);
  const level = measured.some((limit) => limit.level === 'legal') ? 'legal' : 'operational';
  const limits = measured.filter((limit) => limit.level === level);
  if (limits.length === 0) return undefined;
  const [highs, lows] = (['high', 'low'] as const).map((side) => limits.filter((limit) => limit.side === side));
  return {
    rule,
    level,
    ...(highs?.length ? { high: Math.min(...highs.map(({ value }) => value)) } : {}),
    ...(lows?.length ? { low: Math.max(...lows.map(({ value }) => value)) } : {}),
    source: [...new Set(limits.map(({ source }) => sourceText(source)))].join('; '),
    verified: limits.every(({ source }) => source.verified),
  };
};

const sourceText = ({ document, clause }: Limit['source']): string => (clause === undefined ? document : `${document} ${clause}`);

/** Whether a value lies beyond the limits, strictly. */
export const isBeyond = ({ low, high }: Pick<JudgedBy, 'low' | 'high'>, value: number): boolean =>
  (high !== undefined && value > high) || (low !== undefined && value < low);
