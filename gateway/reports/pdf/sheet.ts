import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { namesCharacters, printable } from './printable.ts';
import { wrapped } from './wrapped.ts';

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

/** A point of a page. */
export type Point = readonly [x: number, y: number];

/** How a line is drawn; `dashes` are the lengths of its strokes and spaces in turn. */
interface Stroke {
  readonly colour: string;
  readonly thick: number;
  readonly dashes?: readonly number[];
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
  /** By code point: whether the font has it. */
  readonly #has = new Map<number, boolean>();
  #names = false;

  /** `madeAt` stands in the file: the same report gives the same bytes. */
  constructor(title: string, madeAt: Date) {
    const info = { Title: title, Producer: 'Larder', Creator: 'Larder', CreationDate: madeAt, ModDate: madeAt };
    this.document = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, font: null, info });
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

  /** Whether anything drawn so far names a character that the font lacks. */
  get names(): boolean {
    return this.#names;
  }

  /** One line of words; `x` is its left end, right end or middle, by its style. Gives how wide it came out. */
  words(text: string, x: number, y: number, { size, colour = COLOURS.ink, align = 'left', width }: Style): number {
    this.document.fontSize(size).fillColor(colour);
    const line = this.#printable(text).replaceAll('\n', ' ');
    const fitting = width === undefined ? line : this.#cut(line, width);
    const wide = this.document.widthOfString(fitting);
    const left = align === 'left' ? x : align === 'right' ? x - wide : x - wide / 2;
    this.document.text(fitting, left, y, { lineBreak: false });
    return wide;
  }

  /** The lines that words take in a width: all of them, for whoever draws each where there is room. */
  lines(text: string, size: number, width: number): readonly string[] {
    this.document.fontSize(size);
    return wrapped(this.#printable(text), width, (line) => this.document.widthOfString(line));
  }

  /** Words over several lines; gives their height. */
  paragraph(text: string, { x, y, width, height }: Box, size: number, colour: string = COLOURS.ink): number {
    const options = { width, height, lineGap: 1, ellipsis: true };
    const words = this.#printable(text);
    this.document.fontSize(size).fillColor(colour);
    const high = Math.min(height, this.document.heightOfString(words, { width, lineGap: 1 }));
    this.document.text(words, x, y, options);
    return high;
  }

  fill(box: Box, colour: string): void {
    this.fills([box], colour);
  }

  fills(boxes: readonly Box[], colour: string): void {
    if (boxes.length === 0) return;
    this.document.fillColor(colour).addContent(boxes.map(boxText).join(' ')).fill();
  }

  line(from: Point, to: Point, colour: string = COLOURS.rule, thick = 0.5): void {
    this.strokes([[from, to]], { colour, thick });
  }

  /** Lines through points. A path is one piece of the page: a chart has thousands of points, and each piece costs memory. */
  strokes(paths: readonly (readonly Point[])[], { colour, thick, dashes }: Stroke): void {
    if (paths.length === 0) return;
    this.document.lineWidth(thick).strokeColor(colour);
    if (dashes !== undefined) this.document.dash(dashes);
    this.document.addContent(paths.map(pathText).join(' ')).stroke();
    if (dashes !== undefined) this.document.undash();
  }

  /** Areas, each within its points. */
  areas(outlines: readonly (readonly Point[])[], colour: string): void {
    if (outlines.length === 0) return;
    this.document.fillColor(colour);
    this.document.addContent(outlines.map((points) => `${pathText(points)} h`).join(' ')).fill();
  }

  /** Draws only within a box. */
  within({ x, y, width, height }: Box, draw: () => void): void {
    this.document.save().rect(x, y, width, height).clip();
    draw();
    this.document.restore();
  }

  /** What nothing proves: grey strokes on white, whatever lies below. */
  hatch(box: Box): void {
    const { x, y, width, height } = box;
    this.fill(box, '#ffffff');
    const lines: Point[][] = [];
    for (let at = x - height; at < x + width; at += 3) lines.push([[at, y + height], [at + height, y]]); // biome-ignore format: a line
    this.within(box, () => this.strokes(lines, { colour: COLOURS.unproven, thick: 0.55 }));
  }

  /** What was switched off as planned: an empty frame, whatever lies below. */
  frame({ x, y, width, height }: Box): void {
    this.fill({ x, y, width, height }, '#ffffff');
    const [left, right, top, foot] = [x + 0.3, Math.max(x + 0.3, x + width - 0.3), y + 0.3, y + height - 0.3];
    const outline: readonly Point[] = [[left, top], [right, top], [right, foot], [left, foot], [left, top]]; // biome-ignore format: a line
    this.strokes([outline], { colour: COLOURS.faint, thick: 0.6 });
  }

  /** The file's bytes. Nothing can be drawn afterwards. */
  async finished(): Promise<Uint8Array> {
    this.document.end();
    return await this.#bytes;
  }

  #printable(text: string): string {
    const words = printable(text, (codePoint) => this.#hasGlyph(codePoint));
    if (words !== text && namesCharacters(words)) this.#names = true;
    return words;
  }

  #hasGlyph(codePoint: number): boolean {
    const known = this.#has.get(codePoint) ?? this.document._font.font.hasGlyphForCodePoint(codePoint);
    this.#has.set(codePoint, known);
    return known;
  }

  #cut(text: string, width: number): string {
    if (this.document.widthOfString(text) <= width) return text;
    const letters = [...text];
    while (letters.length > 1 && this.document.widthOfString(`${letters.join('')}…`) > width) letters.pop();
    return `${letters.join('')}…`;
  }
}

/** In hundredths of a point. PDF 32000-1, 8.5.2: `m` begins a path, `l` goes on with a line. */
const pathText = (points: readonly Point[]): string =>
  points.map(([x, y], place) => `${rounded(x)} ${rounded(y)} ${place === 0 ? 'm' : 'l'}`).join(' ');

const boxText = ({ x, y, width, height }: Box): string => `${[x, y, width, height].map(rounded).join(' ')} re`;

const rounded = (length: number): number => Math.round(length * 100) / 100;
