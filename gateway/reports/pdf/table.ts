import { COLOURS, MARGIN, type Sheet } from './sheet.ts';

/** A column: its head, its width in points, and on which side its words stand. */
export interface Column {
  readonly head: string;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** A cell's words, and their colour where it says something. */
export interface Cell {
  readonly words: string;
  readonly colour?: string;
}

const PAD = 3;

/** Draws a table's head; gives where it ends. */
export const drawHead = (sheet: Sheet, columns: readonly Column[], y: number): number => {
  drawCells(
    sheet,
    columns,
    columns.map(({ head }) => ({ words: head, colour: COLOURS.muted })),
    y,
    7,
  );
  sheet.line([MARGIN, y + 12], [sheet.width - MARGIN, y + 12], COLOURS.faint, 0.6);
  return y + 15;
};

/** Draws one row of a table; gives where it ends. */
export const drawRow = (sheet: Sheet, columns: readonly Column[], cells: readonly Cell[], y: number): number => {
  drawCells(sheet, columns, cells, y, 8.5);
  return ruled(sheet, y + 14);
};

/** Draws a row whose cells are as many lines long as their words need, four at most; gives where it ends. */
export const drawTallRow = (sheet: Sheet, columns: readonly Column[], cells: readonly Cell[], y: number): number => {
  let x = MARGIN;
  const heights = columns.map(({ width }, index) => {
    const { words, colour } = cells[index] ?? { words: '' };
    const box = { x, y, width: width - PAD, height: 46 };
    x += width;
    return words === '' ? 0 : sheet.paragraph(words, box, 8, colour);
  });
  return ruled(sheet, y + Math.max(14, ...heights) + 2);
};

const ruled = (sheet: Sheet, y: number): number => {
  sheet.line([MARGIN, y], [sheet.width - MARGIN, y], COLOURS.rule, 0.3);
  return y + 2.5;
};

const drawCells = (sheet: Sheet, columns: readonly Column[], cells: readonly Cell[], y: number, size: number): void => {
  let x = MARGIN;
  columns.forEach(({ width, align = 'left' }, index) => {
    const { words, colour = COLOURS.ink } = cells[index] ?? { words: '' };
    const at = align === 'left' ? x : x + width - PAD;
    if (words !== '') sheet.words(words, at, y, { size, colour, align, width: width - PAD });
    x += width;
  });
};
