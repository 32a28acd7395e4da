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
      readonly info: Readonly<Record<string, string | Date>>;
    });
    readonly page: { readonly width: number; readonly height: number };
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
    roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
    circle(x: number, y: number, radius: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    closePath(): this;
    clip(): this;
    fill(color?: string): this;
    stroke(color?: string): this;
    fillColor(color: string): this;
    fillOpacity(share: number): this;
    lineWidth(points: number): this;
    lineJoin(join: 'round'): this;
    dash(length: number, options: { readonly space: number }): this;
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
