import { z } from 'zod';
import { textTable } from '../console/text-table.ts';
import type { Channel } from '../domain/channel.ts';
import { unitSign } from '../domain/measurement-unit.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

const point = z.object({ reference: z.number(), read: z.number() });

const factShape = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('calibration'),
    at: z.number(), channel: z.string(), points: z.array(point), offset: z.number(),
    certificate: z.string().optional(), due: z.string().optional(), name: z.string().optional(),
  }),
  z.looseObject({
    kind: z.literal('comparison'),
    at: z.number(), channel: z.string(), ...point.shape, instrument: z.string().optional(), name: z.string().optional(),
  }),
]); // biome-ignore format: a shape to read

const rowShape = z.looseObject({
  channel: z.string(), cabinet: z.string(), probe: z.string().optional(), offset: z.number(), certificate: z.string().optional(),
  from: z.enum(['calibration', 'file', 'none']), at: z.number().optional(), due: z.string().optional(), isDue: z.boolean(),
  history: z.array(factShape),
}); // biome-ignore format: a shape to read
type ShownCalibration = z.infer<typeof rowShape>;

/** Where and how words are read. */
interface Reader {
  readonly timezone: string;
  readonly language: Language;
  readonly channels: readonly Channel[];
}

/** Reads the gateway's answer. */
export const calibrationsOf = (answer: unknown): readonly ShownCalibration[] => z.array(rowShape).parse(answer);

const COLUMNS = ['channel', 'where', 'probe', 'offset', 'from', 'certificate', 'due'] as const;

/** Every channel with its calibration. */
export const calibrationTable = (rows: readonly ShownCalibration[], reader: Reader): readonly string[] => {
  const { language } = reader;
  return textTable([
    COLUMNS.map((column) => say(language, `kitchen.column.${column}`)),
    ...rows.map(({ channel, cabinet, probe, offset, from, at, certificate, due, isDue }) => [
      channel,
      cabinet,
      probe ?? '',
      from === 'none' ? '' : `${signed(offset)} ${unitOf(channel, reader)}`,
      say(language, `kitchen.calibration.${from}`, { at: at === undefined ? '' : timeOf(at, reader) }),
      certificate ?? '',
      isDue ? say(language, 'kitchen.calibration.due', { due: due ?? '' }) : (due ?? ''),
    ]),
  ]);
};

const HISTORY = ['when', 'what', 'points', 'offset', 'certificate', 'due', 'person'] as const;

/** The calibrations and comparisons of a channel, the newest first. */
export const historyTable = (rows: readonly ShownCalibration[], reader: Reader): readonly string[] => {
  const { language } = reader;
  const facts = rows.flatMap(({ history }) => history);
  if (facts.length === 0) return [say(language, 'kitchen.calibration.none')];
  return textTable([
    HISTORY.map((column) => say(language, `kitchen.column.${column}`)),
    ...facts.map((fact) => {
      const isCalibration = fact.kind === 'calibration';
      const points = isCalibration ? fact.points : [fact];
      return [
        timeOf(fact.at, reader),
        say(language, isCalibration ? 'kitchen.calibration.calibrated' : 'kitchen.calibration.compared'),
        points.map(({ reference, read }) => `${reference} / ${read}`).join(', '),
        isCalibration ? signed(fact.offset) : '',
        (isCalibration ? fact.certificate : fact.instrument) ?? '',
        (isCalibration ? fact.due : undefined) ?? '',
        fact.name ?? say(language, 'kitchen.retain.erased'),
      ];
    }),
  ]);
};

/** What a calibration came to. */
export const calibratedWords = (answer: unknown, reader: Reader): readonly string[] => {
  const fact = factShape.parse(answer);
  if (fact.kind !== 'calibration') return [];
  const filling = { channel: fact.channel, offset: signed(fact.offset), unit: unitOf(fact.channel, reader) };
  return [say(reader.language, 'kitchen.calibrated', filling)];
};

/** What a comparison came to. */
export const comparedWords = (answer: unknown, reader: Reader): readonly string[] => {
  const fact = factShape.parse(answer);
  if (fact.kind !== 'comparison') return [];
  const { channel, read, reference } = fact;
  return [say(reader.language, 'kitchen.compared', { channel, read, reference, unit: unitOf(channel, reader) })];
};

const signed = (offset: number): string => (offset > 0 ? `+${offset}` : String(offset));

const unitOf = (id: string, { channels }: Reader): string => {
  const unit = channels.find((channel) => channel.id === id)?.unit;
  return unit === undefined ? '' : unitSign(unit);
};

const timeOf = (at: number, { timezone: timeZone }: Reader): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
