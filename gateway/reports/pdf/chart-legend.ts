import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { COLOURS, MARGIN, type Sheet } from './sheet.ts';

const WIDE = 14;

/** Says once what the lines, strips and marks of all charts mean, `isOff` where anything was switched off as planned; gives where it ends. */
export const drawLegend = (sheet: Sheet, language: Language, y: number, isOff = false): number => {
  const at = y + 2;
  const strip = { y: at + 1, width: WIDE, height: 5 };
  const parts = [
    ['report.within', (x: number) => sheet.fill({ ...strip, x, y: strip.y + 5 / 3, height: 5 / 3 }, COLOURS.within)],
    ['report.beyond', (x: number) => sheet.fill({ ...strip, x }, COLOURS.beyond)],
    ['report.unproven', (x: number) => sheet.hatch({ ...strip, x })],
    ['report.legend.limit', (x: number) => drawLimit(sheet, x, at + 3.5)],
    ['report.legend.door', (x: number) => sheet.fills([2, 5, 3].map((height, place) => bar(x, at + 6, place, height)), COLOURS.ink)],
    ['report.legend.defrost', (x: number) => sheet.fill({ ...strip, x: x + 4, width: 6, height: 4 }, COLOURS.ink)],
  ] as const; // biome-ignore format: a table to read
  let x = MARGIN;
  for (const [key, draw] of parts) {
    draw(x);
    x += WIDE + 4 + sheet.words(say(language, key), x + WIDE + 3, at - 1, { size: 7, colour: COLOURS.muted }) + 12;
  }
  if (!isOff) return y + 14;
  sheet.frame({ ...strip, x: MARGIN, y: strip.y + 12 });
  sheet.words(say(language, 'report.switchedOff'), MARGIN + WIDE + 3, at + 11, { size: 7, colour: COLOURS.muted });
  return y + 28;
};

const drawLimit = (sheet: Sheet, x: number, y: number): void =>
  sheet.strokes([[[x, y], [x + WIDE, y]]], { colour: COLOURS.beyond, thick: 0.6, dashes: [8, 2] }); // biome-ignore format: a line

const bar = (x: number, foot: number, place: number, height: number) => ({
  x: x + 3 + place * 3, y: foot - height, width: 1, height,
}); // biome-ignore format: a line
