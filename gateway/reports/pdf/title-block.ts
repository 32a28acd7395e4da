import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ReportData } from '../report-data.ts';
import { lengthText, shareText } from '../report-words.ts';
import { timesInSum, verdictOf } from '../verdict.ts';
import { checkpointText, drawCode } from './checkpoint-code.ts';
import { type Box, COLOURS, MARGIN, type Sheet } from './sheet.ts';
import { titleNotes } from './title-notes.ts';

const CODE = 112;

/** Draws the head of the first page: who, when, the verdict, and the code. Gives where it ends. */
export const drawTitle = (sheet: Sheet, data: ReportData, hash: string, language: Language): number => {
  const right = sheet.width - MARGIN - CODE;
  drawCode(sheet, { x: right, y: MARGIN, width: CODE, height: CODE }, checkpointText(data, hash));
  const caption = say(language, 'report.qr');
  sheet.words(caption, right + CODE / 2, MARGIN + CODE + 3, {
    size: 5.5,
    colour: COLOURS.muted,
    align: 'centre',
    width: CODE + 20,
  });
  const width = right - MARGIN - 16;
  sheet.words(data.site.name, MARGIN, MARGIN - 4, { size: 20, width });
  sheet.words(`${say(language, `report.title.${data.period}`)}  ${datesOf(data, language)}`, MARGIN, MARGIN + 25, {
    size: 12,
    colour: COLOURS.line,
    width,
  });
  sheet.words(identityOf(data, language), MARGIN, MARGIN + 43, { size: 7.5, colour: COLOURS.muted, width });
  const verdict = verdictOf(data, language);
  sheet.paragraph(verdict.words, { x: MARGIN, y: MARGIN + 60, width, height: 30 }, 10, VERDICT_COLOURS[verdict.is]);
  return drawTimes(sheet, data, language, MARGIN + CODE + 18);
};

const datesOf = ({ days, date }: ReportData, language: Language): string => {
  const last = days.at(-1)?.date ?? date;
  return last === date ? date : say(language, 'report.range', { first: date, last });
};

const identityOf = ({ site, timezone }: ReportData, language: Language): string =>
  [
    say(language, 'report.site-line', { gateway: site.gateway, timezone }),
    ...(site.creditCode === undefined ? [] : [say(language, 'report.credit-code', { code: site.creditCode })]),
    ...(site.licence === undefined ? [] : [say(language, 'report.licence', { licence: site.licence })]),
  ].join(' · ');

const VERDICT_COLOURS = { in: COLOURS.within, out: COLOURS.beyond, unproven: COLOURS.doubt, off: COLOURS.muted } as const;

const drawTimes = (sheet: Sheet, data: ReportData, language: Language, y: number): number => {
  const sum = timesInSum(data);
  const all = sum.in + sum.out + sum.unproven + sum.switchedOff + sum.unwatched;
  const width = sheet.width - 2 * MARGIN;
  let x = MARGIN;
  const parts = [
    { key: 'within', time: sum.in },
    { key: 'beyond', time: sum.out },
    { key: 'unproven', time: sum.unproven },
    ...(sum.switchedOff === 0 ? [] : [{ key: 'switchedOff' as const, time: sum.switchedOff }]),
    ...(sum.unwatched === 0 ? [] : [{ key: 'unwatched' as const, time: sum.unwatched }]),
  ] as const;
  let [legend, row] = [MARGIN, y + 15];
  for (const [place, { key, time }] of parts.entries()) {
    const wide = all === 0 ? 0 : Math.max(time > 0 ? 1.5 : 0, (width * time) / all);
    const box = { x, y, width: Math.min(wide, MARGIN + width - x), height: 9 };
    drawTime(sheet, box, key);
    x += box.width;
    if (place === 3) [legend, row] = [MARGIN, row + 12];
    drawTime(sheet, { x: legend, y: row, width: 8, height: 8 }, key);
    const words = `${say(language, `report.${key}`)} ${shareText(time, all)} · ${lengthText(time, language)}`;
    legend += 12 + sheet.words(words, legend + 11, row - 1.5, { size: 8, colour: COLOURS.ink }) + 16;
  }
  return drawNotes(sheet, titleNotes(data, language), row + 15);
};

/** What is within is drawn half as high: a page without colour says the same. */
const drawTime = (sheet: Sheet, box: Box, time: 'within' | 'beyond' | 'unproven' | 'switchedOff' | 'unwatched'): void => {
  if (time === 'unproven') sheet.hatch(box);
  else if (time === 'switchedOff') sheet.frame(box);
  else if (time === 'unwatched') sheet.fill(box, COLOURS.faint);
  else if (time === 'beyond') sheet.fill(box, COLOURS.beyond);
  else sheet.fill({ ...box, y: box.y + box.height / 4, height: box.height / 2 }, COLOURS.within);
};

const drawNotes = (sheet: Sheet, notes: readonly string[], y: number): number => {
  const width = sheet.width - 2 * MARGIN;
  return notes.reduce((at, note) => {
    const height = sheet.paragraph(note, { x: MARGIN, y: at, width, height: 60 }, 8, COLOURS.muted);
    return at + height + 2;
  }, y);
};
