import type { Flow } from './flow.ts';
import { MARGIN } from './sheet.ts';

/** How high a line is, for letters of one point. */
const LINE = 1.6;

/** Draws words over the whole width of a page, in as many lines as they need, over pages where one is not enough. */
export const drawFlowing = (flow: Flow, words: string, style: { readonly size: number; readonly colour?: string }): void => {
  const { sheet } = flow;
  const height = style.size * LINE;
  for (const line of sheet.lines(words, style.size, sheet.width - 2 * MARGIN)) {
    flow.draw(height, (y) => {
      sheet.words(line, MARGIN, y, style);
      return y + height;
    });
  }
};
