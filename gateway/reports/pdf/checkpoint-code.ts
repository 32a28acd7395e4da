import qrcode from 'qrcode-generator';
import type { ReportData } from '../report-data.ts';
import { type Box, COLOURS, type Sheet } from './sheet.ts';

/** What the code on a page says: which report, which record, how far, whose key, and the hash of the report's data. */
export const checkpointText = ({ period, date, site, record }: ReportData, hash: string): string =>
  [
    `larder report ${period} ${date} ${site.gateway}`,
    `journal ${record.journal}`,
    `readings ${record.heads.readings.join(' ')}`,
    `urgent ${record.heads.urgent.join(' ')}`,
    `key ${record.key}`,
    `data ${hash}`,
  ].join('\n');

/** Draws text as a QR code. ISO/IEC 18004 wants four modules of white around it: the page is white there. */
export const drawCode = (sheet: Sheet, { x, y, width }: Box, text: string): void => {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const side = width / modules;
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules; column += 1) {
      if (code.isDark(row, column)) sheet.document.rect(x + column * side, y + row * side, side + 0.02, side + 0.02);
    }
  }
  sheet.document.fill(COLOURS.ink);
};
