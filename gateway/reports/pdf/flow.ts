import { COLOURS, MARGIN, type Sheet } from './sheet.ts';

/** Left free at the foot of each page. */
const FOOT = 58;

/** Fills page after page from top to bottom. */
export class Flow {
  readonly sheet: Sheet;
  #y: number;

  constructor(sheet: Sheet, y: number) {
    this.sheet = sheet;
    this.#y = y;
  }

  /** Draws something `height` high where there is room, else on a new page, after `head`. What is drawn says where it ends. */
  draw(height: number, what: (y: number) => number, head?: (y: number) => number): void {
    if (this.#y + height > this.sheet.height - FOOT) {
      this.newPage();
      if (head !== undefined) this.#y = head(this.#y);
    }
    this.#y = what(this.#y);
  }

  /** A heading, kept with at least the beginning of what follows. */
  heading(words: string, together = 40): void {
    this.draw(22 + together, (y) => {
      this.sheet.words(words, MARGIN, y + 8, { size: 11, colour: COLOURS.line });
      return y + 28;
    });
  }

  newPage(): void {
    this.sheet.document.addPage();
    this.#y = MARGIN;
  }
}
