import qrcode from 'qrcode-generator';
import type { ReportData } from '../report-data.ts';
import { type Box, COLOURS, type Sheet } from './sheet.ts';

/**
 * What the code on a page says: which report, which record, how far, the last signed checkpoint, whose key, and the hash of the
 * report's data. The signature is checked with what stands here alone.
 */
export const checkpointText = ({ period, date, site, record }: ReportData, hash: string): string =>
  [
    `larder report ${period} ${date} ${site.gateway}`,
    `journal ${record.journal}`,
    `readings ${record.heads.readings.join(' ')}`,
    `urgent ${record.heads.urgent.join(' ')}`,
    ...(record.checkpoint === null ? [] : [checkpointLine(record.checkpoint)]),
    `key ${record.key}`,
    `data ${hash}`,
  ].join('\n');

const checkpointLine = ({ at, readings, urgent, sig }: NonNullable<ReportData['record']['checkpoint']>): string =>
  ['checkpoint', at, ...readings, ...urgent, sig].join(' ');

/** Draws text as a QR code. ISO/IEC 18004 wants four modules of white around it: the page is white there. */
export const drawCode = (sheet: Sheet, { x, y, width }: Box, text: string): void => {
  const code = qrcode(0, 'L');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const side = width / modules;
  const places = Array.from({ length: modules ** 2 }, (_, place) => [Math.floor(place / modules), place % modules] as const);
  const dark = places.filter(([row, column]) => code.isDark(row, column));
  // A little wider than a module: a page that is drawn in dots has no white lines between two then.
  const box = { width: side + 0.02, height: side + 0.02 };
  sheet.fills(
    dark.map(([row, column]) => ({ x: x + column * side, y: y + row * side, ...box })),
    COLOURS.ink,
  );
};
