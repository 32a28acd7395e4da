import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ReportData } from '../report-data.ts';
import { momentText } from '../report-words.ts';
import { COLOURS, MARGIN, type Sheet } from './sheet.ts';

const SHORT = 16;

/** Writes the foot of every page: which record it comes from, how far, signed by which key, and which page of how many. */
export const drawFeet = (sheet: Sheet, data: ReportData, hash: string, language: Language): void => {
  const { start, count } = sheet.document.bufferedPageRange();
  const lines = [...footLines(data, hash, language), fontLine(sheet, language)];
  for (let page = 0; page < count; page += 1) {
    sheet.document.switchToPage(start + page);
    const y = sheet.height - 50;
    const width = sheet.width - 2 * MARGIN;
    sheet.line([MARGIN, y], [sheet.width - MARGIN, y], COLOURS.rule, 0.5);
    lines.forEach((line, index) => {
      sheet.words(line, MARGIN, y + 4 + index * 8.5, { size: 6, colour: COLOURS.muted, width: width - 30 });
    });
    sheet.words(`${page + 1} / ${count}`, sheet.width - MARGIN, y + 4, { size: 7, colour: COLOURS.muted, align: 'right' });
  }
};

const footLines = ({ site, record, timezone, through }: ReportData, hash: string, language: Language): readonly string[] => {
  const { journal, key, heads, checkpoint } = record;
  const [[readings, readingsHash], [urgent, urgentHash]] = [heads.readings, heads.urgent];
  const about = { journal, readings, readingsHash: short(readingsHash), urgent, urgentHash: short(urgentHash), key };
  const signed =
    checkpoint === null
      ? say(language, 'report.foot.no-checkpoint')
      : say(language, 'report.foot.checkpoint', {
          at: momentText(checkpoint.at, timezone),
          readings: checkpoint.readings[0],
          urgent: checkpoint.urgent[0],
        });
  return [
    `${site.gateway} · ${say(language, 'report.foot.record', about)}`,
    `${signed} · ${say(language, 'report.foot.data', { hash })}`,
    say(language, 'report.foot.check', { readings, urgent, through }),
  ];
};

/** Names the font, and says what a number in brackets stands for where one was drawn. */
const fontLine = ({ names }: Sheet, language: Language): string =>
  `${say(language, 'report.foot.font')}${names ? ` ${say(language, 'report.foot.characters')}` : ''}`;

const short = (hash: string): string => `${hash.slice(0, SHORT)}…`;
