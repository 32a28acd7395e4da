import type { Flow } from './flow.ts';
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

/** Of a tall row: points of its letters, points from line to line, and how many lines are never torn apart. */
const TALL_SIZE = 8;
const TALL_LINE = 12;
const KEPT_TOGETHER = 4;

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

/**
 * Draws a row whose cells are as many lines long as their words need: the first four together, the others below them, after
 * the table's head on the next page where need be.
 */
export const drawTallRow = (
  flow: Flow,
  columns: readonly Column[],
  cells: readonly Cell[],
  head: (y: number) => number,
): void => {
  const { sheet } = flow;
  const lines = columns.map(({ width }, index) => sheet.lines(cells[index]?.words ?? '', TALL_SIZE, width - PAD));
  const rows = Math.max(1, ...lines.map(({ length }) => length));
  const drawRows = (first: number, end: number): void => {
    const height = (end - first) * TALL_LINE;
    const drawn = (y: number): number => {
      const shown = lines.map((all) => all.slice(first, end));
      drawCellLines(sheet, columns, cells, shown, y);
      return end < rows ? y + height : ruled(sheet, y + height + 2);
    };
    flow.draw(height + 5, drawn, head);
  };
  const together = Math.min(rows, KEPT_TOGETHER);
  drawRows(0, together);
  for (let row = together; row < rows; row += 1) drawRows(row, row + 1);
};

const drawCellLines = (
  sheet: Sheet,
  columns: readonly Column[],
  cells: readonly Cell[],
  lines: readonly (readonly string[])[],
  y: number,
): void => {
  let x = MARGIN;
  columns.forEach(({ width }, index) => {
    const colour = cells[index]?.colour ?? COLOURS.ink;
    for (const [row, line] of (lines[index] ?? []).entries())
      sheet.words(line, x, y + row * TALL_LINE, { size: TALL_SIZE, colour });
    x += width;
  });
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
