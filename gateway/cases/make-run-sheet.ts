import { z } from 'zod';
import type { Fault } from '../domain/edge-error.ts';
import type { ActFact } from '../domain/fact.ts';
import { localDate } from '../domain/local-time.ts';
import { WELL_ROLES } from '../domain/sent-result.ts';
import type { RunSheetFact, RunSheetWarning } from '../domain/station-fact.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { lineOfText, person, words } from './form-fields.ts';
import { referTo } from './people.ts';
import { faultAt, readForm, refusal, refusalOf } from './refusal.ts';
import { rejoined } from './rejoin.ts';
import { isDone, sheetId } from './run-sheet.ts';

/** Channels of the largest meter there is. */
const MOST_WELLS = 96;

const wellForm = z.strictObject({
  channel: z.int().min(1).max(MOST_WELLS),
  role: z.enum(WELL_ROLES).default('sample'),
  sample: lineOfText.optional(),
});

const sheetForm = z.strictObject({
  by: person,
  analyzer: lineOfText,
  /** Absent: the next number of the day. */
  run: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/)
    .optional(),
  item: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .optional(),
  wells: z.array(wellForm).min(1).max(MOST_WELLS),
  kit: z.strictObject({ lot: lineOfText, expiry: z.iso.date() }).optional(),
  extraction: z.literal('whole-leaf').optional(),
});
type SheetForm = z.infer<typeof sheetForm>;

/** Makes a run sheet. An expired kit is warned of and noted, and not forbidden: the record says that the operator knew. @throws EdgeError `request-refused`. */
export const makeRunSheet = async (parts: DeskParts, entered: unknown): Promise<RunSheetFact> => {
  const form = readForm(sheetForm, entered, parts.needs.language);
  await referTo(parts, [form.by]);
  const run = form.run ?? nextRun(parts, form.analyzer);
  const faults = faultsOf(parts, form, run);
  if (faults.length > 0) throw refusalOf(parts.needs.language, faults);
  const fact = sheetOf(parts, form, run);
  parts.memory.sheets.put(sheetId(form.analyzer, run), { fact, filled: [] });
  await commitTurn(parts, [fact]);
  return fact;
};

const today = (parts: DeskParts): string => localDate(nowOf(parts), parts.needs.timezone);

const nextRun = (parts: DeskParts, analyzer: string): string => {
  const date = today(parts).slice(2).replaceAll('-', '');
  const taken = parts.memory.sheets.all().filter(({ fact }) => fact.on === analyzer && fact.run.startsWith(`${date}-`));
  return `${date}-${taken.length + 1}`;
};

const faultsOf = (parts: DeskParts, { analyzer, wells }: SheetForm, run: string): readonly Fault[] => {
  const { memory, needs } = parts;
  const { language } = needs;
  return [
    ...(needs.analyzers.some(({ id }) => id === analyzer)
      ? []
      : [faultAt(language, 'analyzer', 'station.analyzer.unknown', { id: analyzer })]),
    ...(memory.sheets.get(sheetId(analyzer, run)) === undefined
      ? []
      : [faultAt(language, 'run', 'station.sheet.taken', { analyzer, run })]),
    ...wells.flatMap(({ channel, role, sample }, place) => {
      const at = `wells.${place}`;
      const isTwice = wells.findIndex((other) => other.channel === channel) < place;
      return [
        ...(isTwice ? [faultAt(language, at, 'station.sheet.channel-twice', { channel })] : []),
        ...(role === 'sample' && sample === undefined ? [faultAt(language, at, 'station.sheet.no-sample', { channel })] : []),
        ...(role !== 'sample' && sample !== undefined
          ? [faultAt(language, at, 'station.sheet.sample-in-control', { channel })]
          : []),
        ...(sample !== undefined && memory.sample(sample) === undefined
          ? [faultAt(language, at, 'station.sample.unknown', { id: sample })]
          : []),
      ];
    }),
  ];
};

const sheetOf = (parts: DeskParts, { by, analyzer, item, wells, kit, extraction }: SheetForm, run: string): RunSheetFact => {
  const warnings = warningsOf(parts, analyzer, wells, kit?.expiry);
  return {
    kind: 'act', at: nowOf(parts), by: parts.needs.refOf(by), does: 'run-sheet', on: analyzer, run,
    ...(item === undefined ? {} : { item }),
    wells: wells.map(({ channel, role, sample }) => {
      const id = parts.memory.sample(sample ?? '')?.id;
      return { channel, role, ...(id === undefined ? {} : { sample: id }) };
    }),
    ...(kit === undefined ? {} : { kit }),
    ...(extraction === undefined ? {} : { extraction }),
    ...(warnings.length === 0 ? {} : { warnings }),
  }; // biome-ignore format: a list to read
};

const warningsOf = (
  parts: DeskParts,
  analyzer: string,
  wells: SheetForm['wells'],
  expiry: string | undefined,
): readonly RunSheetWarning[] => {
  const waits = parts.memory.sheets.all().some((sheet) => sheet.fact.on === analyzer && !isDone(sheet));
  return [
    ...(expiry !== undefined && expiry < today(parts) ? ['kit-expired' as const] : []),
    ...(wells.some(({ role }) => role === 'control') ? [] : ['no-control' as const]),
    ...(waits ? ['waits' as const] : []),
  ];
};

const endForm = z.strictObject({ by: person, analyzer: lineOfText, run: lineOfText, words: words.optional() });

/**
 * Ends a run sheet whose wells were not all measured: the next one's turn comes, and results that this one stopped find theirs.
 * Gives how many. @throws EdgeError `request-refused`.
 */
export const endRunSheet = async (parts: DeskParts, entered: unknown): Promise<number> => {
  const { by, analyzer, run, words: said } = readForm(endForm, entered, parts.needs.language);
  await referTo(parts, [by]);
  await parts.durable.quiet();
  const sheet = parts.memory.sheets.get(sheetId(analyzer, run));
  if (sheet === undefined || sheet.ended === true) {
    throw refusal(parts.needs.language, 'station.sheet.unknown', { analyzer, run });
  }
  parts.memory.sheets.put(sheetId(analyzer, run), { ...sheet, ended: true });
  const fact: ActFact = {
    kind: 'act', at: nowOf(parts), by: parts.needs.refOf(by), does: 'run-sheet-ended', on: sheetId(analyzer, run),
    ...(said === undefined ? {} : { words: said }),
  }; // biome-ignore format: a list to read
  const waited = parts.memory.tests.quarantined();
  const facts = rejoined(parts, sheet);
  const joined = waited - parts.memory.tests.quarantined();
  await commitTurn(parts, [fact, ...facts]);
  return joined;
};
