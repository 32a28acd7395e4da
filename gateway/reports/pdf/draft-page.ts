import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { dateStretches } from '../date-stretches.ts';
import type { DraftLine } from '../draft.ts';
import type { Flow } from './flow.ts';
import { drawFlowing } from './flowing-words.ts';
import type { PrintedDraft } from './printed-draft.ts';
import { COLOURS, MARGIN } from './sheet.ts';
import { drawSignatures } from './signature-block.ts';

const WORDS = 200;
const LINE = 34;
const SIZE = 9;
/** One row of words within a line. */
const ROW = 14;

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
  for (const [index, line] of draft.lines.entries()) drawLine(flow, line, index + 1);
  for (const words of daysOf(printed, language)) drawFlowing(flow, words, { size: 8, colour: COLOURS.doubt });
  drawSignatures(flow, printed, language);
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

/** Draws a line of the check whole: what does not fit goes on below, on the next page where need be. */
const drawLine = (flow: Flow, { words, filled, answer }: DraftLine, number: number): void => {
  const { sheet } = flow;
  const [width, x] = [sheet.width - 2 * MARGIN, MARGIN + WORDS + 12];
  const asked = sheet.lines(words, SIZE, WORDS - 18);
  const said = sheet.lines(filled?.words ?? answer ?? '', SIZE, width - WORDS - 16);
  const colour = filled === undefined ? COLOURS.ink : STATES[filled.is];
  const ground = (y: number, height: number): void => {
    if (filled !== undefined) sheet.fill({ x: x - 6, y, width: width - WORDS - 6, height }, COLOURS.ground);
  };
  const drawRow = (row: number, y: number): void => {
    if (asked[row] !== undefined) sheet.words(asked[row], MARGIN + 18, y, { size: SIZE });
    if (said[row] !== undefined) sheet.words(said[row], x, y, { size: SIZE, colour });
  };
  const rows = Math.max(asked.length, said.length);
  const high = rows > 2 ? LINE - 2 : LINE;
  flow.draw(LINE, (y) => {
    sheet.line([MARGIN, y], [MARGIN + width, y], COLOURS.rule, 0.4);
    ground(y + 0.5, high - 0.5);
    sheet.words(String(number), MARGIN, y + 4, { size: SIZE, colour: COLOURS.muted });
    for (const row of [0, 1]) drawRow(row, y + 4 + row * ROW);
    return y + high;
  });
  for (let row = 2; row < rows; row += 1) {
    flow.draw(ROW, (y) => {
      ground(y, ROW);
      drawRow(row, y);
      return y + ROW;
    });
  }
};

const STATES = { in: COLOURS.within, out: COLOURS.beyond, unproven: COLOURS.doubt, off: COLOURS.muted } as const;
