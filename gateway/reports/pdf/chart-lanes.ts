import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { CHART_POINTS } from '../chart-series.ts';
import type { MarkSeries } from '../mark-series.ts';
import type { ReportData } from '../report-data.ts';
import type { ChartedCabinet, ChartedDoor } from './charted-cabinets.ts';
import { across } from './proof-strip.ts';
import { type Box, COLOURS, type Sheet } from './sheet.ts';

const LANE = 7;

/** How high the lanes of a cabinet are: one for each door, one for defrosts. */
export const lanesHeight = ({ doors, defrosts }: ChartedCabinet): number => (doors.length + (defrosts ? 1 : 0)) * LANE;

/**
 * Draws lanes below a chart: bars where a door stood open, as high as the share of the time for which it did; blocks where the
 * cabinet defrosted.
 */
export const drawLanes = (sheet: Sheet, box: Box, charted: ChartedCabinet, data: ReportData, language: Language): void => {
  const { doors, defrosts } = charted;
  doors.forEach((door, place) => {
    const lane = { ...box, y: box.y + place * LANE, height: LANE - 1 };
    drawName(sheet, lane, say(language, 'report.lane.door'));
    drawDoor(sheet, lane, door, data);
  });
  if (defrosts === undefined) return;
  const lane = { ...box, y: box.y + doors.length * LANE, height: LANE - 1 };
  drawName(sheet, lane, say(language, 'report.lane.defrost'));
  sheet.fills(
    barsOf(lane, defrosts).map((bar) => ({ ...bar, y: lane.y + 1, height: lane.height - 2 })),
    COLOURS.ink,
  );
};

const drawName = (sheet: Sheet, { x, y }: Box, words: string): void => {
  sheet.words(words, x - 3, y - 1, { size: 5.5, colour: COLOURS.muted, align: 'right' });
};

const drawDoor = (sheet: Sheet, lane: Box, { open, unproven }: ChartedDoor, { from, to }: ReportData): void => {
  const foot = lane.y + lane.height;
  sheet.line([lane.x, foot], [lane.x + lane.width, foot], COLOURS.faint, 0.3);
  for (const stretch of unproven) sheet.hatch(across(lane, { from, to }, stretch.from, stretch.to));
  sheet.fills(barsOf(lane, open), COLOURS.ink);
};

const barsOf = ({ x, y, width, height }: Box, marks: MarkSeries): readonly Box[] => {
  const step = width / CHART_POINTS;
  return marks.shares.flatMap((share, point) => {
    if (share === 0) return [];
    const high = Math.max(1.2, height * share);
    return [{ x: x + point * step, y: y + height - high, width: Math.max(0.6, step), height: high }];
  });
};
