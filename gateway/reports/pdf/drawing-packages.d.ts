// What pages use of the two packages that draw them, and no more: neither brings words for all of it.

declare module 'pdfkit' {
  interface Words {
    readonly lineBreak?: boolean;
    readonly width?: number;
    readonly height?: number;
    readonly lineGap?: number;
    readonly ellipsis?: boolean;
  }
  class PDFDocument {
    constructor(options: {
      readonly size: 'A4';
      readonly margin: number;
      readonly bufferPages: boolean;
      /** Null: no font until one is chosen, where pdfkit would load one of its own. */
      readonly font: null;
      readonly info: Readonly<Record<string, string | Date>>;
    });
    readonly page: { readonly width: number; readonly height: number };
    /** The font in use, as fontkit has it: which characters it can draw is told nowhere else. */
    readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
    on(event: 'data', take: (part: Uint8Array) => void): this;
    on(event: 'end', done: () => void): this;
    on(event: 'error', fail: (error: Error) => void): this;
    end(): void;
    addPage(): this;
    bufferedPageRange(): { readonly start: number; readonly count: number };
    switchToPage(page: number): this;
    registerFont(name: string, file: string): this;
    font(name: string): this;
    fontSize(points: number): this;
    widthOfString(words: string): number;
    heightOfString(words: string, options: Words): number;
    text(words: string, x: number, y: number, options: Words): this;
    save(): this;
    restore(): this;
    rect(x: number, y: number, width: number, height: number): this;
    clip(): this;
    /** Operators of the page's own language. */
    addContent(operators: string): this;
    fill(color?: string): this;
    stroke(color?: string): this;
    fillColor(color: string): this;
    strokeColor(color: string): this;
    lineWidth(points: number): this;
    lineJoin(join: 'round'): this;
    dash(lengths: readonly number[]): this;
    undash(): this;
  }
  export = PDFDocument;
}

declare module 'qrcode-generator' {
  interface QrCode {
    addData(text: string): void;
    make(): void;
    getModuleCount(): number;
    isDark(row: number, column: number): boolean;
  }
  function qrcode(version: 0, correction: 'L' | 'M' | 'Q' | 'H'): QrCode;
  export = qrcode;
}
