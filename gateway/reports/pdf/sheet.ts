import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

/** The font of every page, embedded: a part of Noto Sans SC (SIL OFL 1.1, `fonts/OFL.txt`), 9,335 glyphs, 2.8 MB here and some 30 kB in a page. */
const FONT_FILE: string = fileURLToPath(new URL('../fonts/noto-sans-sc.ttf', import.meta.url));

/** The colours of a page. Green is for what is proven, and nothing else. */
export const COLOURS = {
  ink: '#17212b',
  muted: '#66727e',
  faint: '#98a3ad',
  rule: '#d9e0e6',
  ground: '#f5f7f9',
  line: '#1d5f99',
  area: '#bcd6ec',
  within: '#2f8f5b',
  beyond: '#c4302b',
  doubt: '#b06a00',
  unproven: '#8b96a1',
} as const;

/** Points. */
export const MARGIN = 36;

/** A place on a page, in points from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Style {
  readonly size: number;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'centre';
  /** Words that are wider are cut, and end in “…”. */
  readonly width?: number;
}

/** An A4 document to draw on: words, lines, areas, and the hatching of what is unproven. */
export class Sheet {
  readonly document: PDFDocument;
  readonly #bytes: Promise<Uint8Array>;

  /** `madeAt` stands in the file: the same report gives the same bytes. */
  constructor(title: string, madeAt: Date) {
    const info = { Title: title, Producer: 'Larder', Creator: 'Larder', CreationDate: madeAt, ModDate: madeAt };
    this.document = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, info });
    this.document.registerFont('text', FONT_FILE).font('text');
    this.#bytes = new Promise((resolve, reject) => {
      const parts: Uint8Array[] = [];
      this.document.on('data', (part) => parts.push(part));
      this.document.on('end', () => resolve(Buffer.concat(parts)));
      this.document.on('error', reject);
    });
  }

  get width(): number {
    return this.document.page.width;
  }

  get height(): number {
    return this.document.page.height;
  }

  /** One line of words; `x` is its left end, right end or middle, by its style. Gives how wide it came out. */
  words(text: string, x: number, y: number, { size, colour = COLOURS.ink, align = 'left', width }: Style): number {
    this.document.fontSize(size).fillColor(colour);
    const fitting = width === undefined ? text : this.#cut(text, width);
    const wide = this.document.widthOfString(fitting);
    const left = align === 'left' ? x : align === 'right' ? x - wide : x - wide / 2;
    this.document.text(fitting, left, y, { lineBreak: false });
    return wide;
  }

  /** Words over several lines; gives their height. */
  paragraph(text: string, { x, y, width, height }: Box, size: number, colour: string = COLOURS.ink): number {
    const options = { width, height, lineGap: 1, ellipsis: true };
    this.document.fontSize(size).fillColor(colour);
    const high = Math.min(height, this.document.heightOfString(text, { width, lineGap: 1 }));
    this.document.text(text, x, y, options);
    return high;
  }

  fill({ x, y, width, height }: Box, colour: string): void {
    this.document.rect(x, y, width, height).fill(colour);
  }

  line(from: readonly [number, number], to: readonly [number, number], colour: string = COLOURS.rule, thick = 0.5): void {
    this.document
      .lineWidth(thick)
      .moveTo(...from)
      .lineTo(...to)
      .stroke(colour);
  }

  /** What nothing proves: grey strokes on white, whatever lies below. */
  hatch(box: Box): void {
    const { x, y, width, height } = box;
    this.fill(box, '#ffffff');
    this.document.save().rect(x, y, width, height).clip().lineWidth(0.55);
    for (let at = x - height; at < x + width; at += 3) this.document.moveTo(at, y + height).lineTo(at + height, y);
    this.document.stroke(COLOURS.unproven).restore();
  }

  /** The file's bytes. Nothing can be drawn afterwards. */
  async finished(): Promise<Uint8Array> {
    this.document.end();
    return await this.#bytes;
  }

  #cut(text: string, width: number): string {
    if (this.document.widthOfString(text) <= width) return text;
    const letters = [...text];
    while (letters.length > 1 && this.document.widthOfString(`${letters.join('')}…`) > width) letters.pop();
    return `${letters.join('')}…`;
  }
}
