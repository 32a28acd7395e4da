import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { dateStretches } from '../date-stretches.ts';
import type { Draft, DraftLine } from '../draft.ts';
import type { PeriodKind } from '../report-period.ts';
import { momentText } from '../report-words.ts';
import type { Signing } from '../signing.ts';
import type { NameOf } from './alarm-table.ts';
import type { Flow } from './flow.ts';
import { COLOURS, MARGIN, type Sheet } from './sheet.ts';

/** The check that a person signs, as a page needs it. */
export interface PrintedDraft {
  readonly draft: Draft;
  readonly period: PeriodKind;
  readonly signing: Signing;
  readonly hash: string;
  readonly timezone: string;
  readonly nameOf: NameOf;
}

const WORDS = 200;
const LINE = 34;

/** Draws the check on a page of its own: what the record fills, room for what a person says, and the signature or room for it. */
export const drawDraft = (flow: Flow, printed: PrintedDraft, language: Language): void => {
  const { draft } = printed;
  const { sheet } = flow;
  flow.newPage();
  flow.heading(draft.name);
  flow.draw(28, (y) => {
    sheet.words(say(language, 'report.draft.note'), MARGIN, y, { size: 8, colour: COLOURS.muted });
    sheet.words(draft.source, MARGIN, y + 12, { size: 8, colour: COLOURS.muted, width: sheet.width - 2 * MARGIN });
    return y + 28;
  });
  draft.lines.forEach((line, index) => {
    flow.draw(LINE, (y) => drawLine(sheet, line, index + 1, y));
  });
  for (const words of daysOf(printed, language)) flow.draw(34, (y) => note(sheet, words, y));
  flow.draw(60, (y) => drawSignature(sheet, printed, language, y + 14));
};

/** Of a week or a month: the days that nobody signed, counted; and the closed ones, named. */
const daysOf = ({ period, signing: { unsignedDays, closedDays } }: PrintedDraft, language: Language): readonly string[] => {
  const closed = dateStretches(closedDays);
  const unsigned = { n: unsignedDays.length, days: dateStretches(unsignedDays.map((date) => ({ date }))) };
  return [
    ...(period === 'day' || unsignedDays.length === 0 ? [] : [say(language, 'report.due.unsigned', unsigned)]),
    ...(closed === '' ? [] : [say(language, 'report.closed-days', { days: closed })]),
  ];
};

const drawLine = (sheet: Sheet, { words, filled, answer }: DraftLine, number: number, y: number): number => {
  const [width, x] = [sheet.width - 2 * MARGIN, MARGIN + WORDS + 12];
  sheet.line([MARGIN, y], [MARGIN + width, y], COLOURS.rule, 0.4);
  if (filled !== undefined) sheet.fill({ x: x - 6, y: y + 0.5, width: width - WORDS - 6, height: LINE - 1 }, COLOURS.ground);
  sheet.words(String(number), MARGIN, y + 4, { size: 9, colour: COLOURS.muted });
  sheet.paragraph(words, { x: MARGIN + 18, y: y + 4, width: WORDS - 18, height: LINE - 4 }, 9);
  const said = filled?.words ?? answer ?? '';
  const colour = filled === undefined ? COLOURS.ink : STATES[filled.is];
  if (said !== '') sheet.paragraph(said, { x, y: y + 4, width: width - WORDS - 16, height: LINE - 4 }, 9, colour);
  return y + LINE;
};

const STATES = { in: COLOURS.within, out: COLOURS.beyond, unproven: COLOURS.doubt } as const;

const note = (sheet: Sheet, words: string, y: number): number =>
  y + 4 + sheet.paragraph(words, { x: MARGIN, y: y + 4, width: sheet.width - 2 * MARGIN, height: 30 }, 8, COLOURS.doubt);

const drawSignature = (
  sheet: Sheet,
  { signing, hash, timezone, nameOf }: PrintedDraft,
  language: Language,
  y: number,
): number => {
  const { signature } = signing;
  sheet.line([MARGIN, y - 8], [sheet.width - MARGIN, y - 8], COLOURS.faint, 0.6);
  if (signature === null) {
    sheet.words(say(language, 'report.draft.unsigned'), MARGIN, y + 8, { size: 10 });
    return y + 30;
  }
  const who = nameOf(signature.by) ?? signature.by.slice(0, 6);
  const words = say(language, 'report.draft.signed', { who, at: momentText(signature.at, timezone), hash: signature.hash });
  sheet.words(words, MARGIN, y, { size: 9, width: sheet.width - 2 * MARGIN });
  return signature.hash === hash ? y + 20 : note(sheet, say(language, 'report.draft.other-data'), y + 14);
};
