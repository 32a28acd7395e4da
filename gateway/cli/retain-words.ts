import { z } from 'zod';
import { textTable } from '../console/text-table.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { MEALS } from '../domain/supervision-fact.ts';

const times = z.object({ in: z.number(), out: z.number(), unproven: z.number() });

const sampleShape = z.looseObject({
  id: z.string(), dish: z.string(), meal: z.enum(MEALS), grams: z.number(), takenAt: z.number(), cabinet: z.string(),
  until: z.number(), disposedAt: z.number().optional(),
}); // biome-ignore format: a shape to read

const rowShape = z.looseObject({
  sample: sampleShape,
  by: z.string().optional(),
  disposedBy: z.string().optional(),
  enteredLate: z.number().optional(),
  short: z.boolean(),
  due: z.boolean(),
  /** What is proven of its stay, from the record. */
  temperature: z.union([times, z.literal('no-limit')]).optional(),
}); // biome-ignore format: a shape to read

const bookShape = z.object({
  at: z.number(),
  samples: z.array(rowShape),
  missing: z.array(z.looseObject({ date: z.string(), meal: z.enum(MEALS) })),
});
/** The book of retained samples, as the gateway gives it. */
export type ShownBook = z.infer<typeof bookShape>;

/** Reads the gateway's answer. */
export const bookOf = (answer: unknown): ShownBook => bookShape.parse(answer);

/** True when a person must do something: dispose of a sample, or explain a meal without one. */
export const needsHand = ({ samples, missing }: ShownBook): boolean => missing.length > 0 || samples.some(({ due }) => due);

interface Reader {
  readonly timezone: string;
  readonly language: Language;
}

const COLUMNS = ['id', 'dish', 'meal', 'amount', 'taken', 'by', 'cabinet', 'until', 'state', 'temperature'] as const;

/** The book as a table, and the meals without a sample below it. */
export const bookTable = ({ samples, missing }: ShownBook, reader: Reader): readonly string[] => {
  const { language } = reader;
  const table = [
    COLUMNS.map((column) => say(language, `kitchen.column.${column}`)),
    ...samples.map((row) => cellsOf(row, reader)),
  ];
  return [
    ...(samples.length === 0 ? [say(language, 'kitchen.retain.none')] : textTable(table)),
    ...missing.map(({ date, meal }) =>
      say(language, 'kitchen.retain.missing', { date, meal: say(language, `kitchen.meal.${meal}`) }),
    ),
  ];
};

/** Samples that were noted or disposed of: what stands on their containers. */
export const sampleLines = (answer: unknown, reader: Reader): readonly string[] => {
  const samples = z.array(sampleShape).parse(answer);
  if (samples.length === 0) return [];
  return textTable(
    samples.map(({ id, dish, cabinet, until, disposedAt }) => [
      id,
      dish,
      cabinet,
      disposedAt === undefined
        ? say(reader.language, 'kitchen.retain.until', { until: timeOf(until, reader) })
        : say(reader.language, 'kitchen.retain.gone-now', { at: timeOf(disposedAt, reader) }),
    ]),
  );
};

type ShownRow = ShownBook['samples'][number];

const cellsOf = (row: ShownRow, reader: Reader): readonly string[] => {
  const { sample, by, short } = row;
  const { language } = reader;
  return [
    sample.id,
    sample.dish,
    say(language, `kitchen.meal.${sample.meal}`),
    say(language, short ? 'kitchen.retain.short' : 'kitchen.retain.grams', { grams: sample.grams }),
    takenWords(row, reader),
    by ?? say(language, 'kitchen.retain.erased'),
    sample.cabinet,
    timeOf(sample.until, reader),
    stateOf(row, reader),
    temperatureOf(row, language),
  ];
};

/** When it was taken, and when it was entered where that was long after. */
const takenWords = ({ sample, enteredLate }: ShownRow, reader: Reader): string => {
  const taken = timeOf(sample.takenAt, reader);
  if (enteredLate === undefined) return taken;
  return say(reader.language, 'kitchen.retain.entered', { taken, entered: timeOf(enteredLate, reader) });
};

const stateOf = ({ sample, disposedBy, due }: ShownRow, reader: Reader): string => {
  const { language } = reader;
  if (sample.disposedAt === undefined) return say(language, due ? 'kitchen.retain.due' : 'kitchen.retain.kept');
  const by = disposedBy ?? say(language, 'kitchen.retain.erased');
  return say(language, 'kitchen.retain.gone', { at: timeOf(sample.disposedAt, reader), by });
};

const temperatureOf = ({ temperature }: ShownRow, language: Language): string => {
  if (temperature === undefined) return say(language, 'kitchen.retain.no-probe');
  if (temperature === 'no-limit') return say(language, 'kitchen.retain.no-limit');
  const hours = (ms: number): string => (ms / 3_600_000).toFixed(1);
  const { in: within, out, unproven } = temperature;
  return say(language, 'kitchen.retain.hours', { in: hours(within), out: hours(out), unproven: hours(unproven) });
};

const timeOf = (at: number, { timezone: timeZone }: Reader): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
