/** A file of rows, taken apart. */
interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  /** A quote that never closes: the file was cut off. */
  readonly open: boolean;
}

/**
 * Parts text into rows of cells. Source: RFC 4180; besides, rows may end with CR or LF alone, and the last without any.
 * Rows without anything in them are left out.
 */
export const csvRows = (text: string, separator: string): CsvRows => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let open = false;
  while (at < text.length) {
    const cell = text.charAt(at) === '"' ? quoted(text, at + 1) : plain(text, at, separator);
    row.push(cell.text);
    open = cell.open;
    at = cell.next;
    if (text.charAt(at) === separator) {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    if (text.startsWith('\r\n', at)) at += 1;
    at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return { rows: rows.filter((cells) => cells.some((cell) => cell.trim() !== '')), open };
};

interface Cell {
  readonly text: string;
  readonly next: number;
  readonly open: boolean;
}

const plain = (text: string, from: number, separator: string): Cell => {
  let next = from;
  while (next < text.length && !isEnd(text.charAt(next), separator)) next += 1;
  return { text: text.slice(from, next), next, open: false };
};

const isEnd = (sign: string, separator: string): boolean => sign === separator || sign === '\n' || sign === '\r';

/** A quote within quotes is doubled. What stands between the closing quote and the separator belongs to the cell, as sent. */
const quoted = (text: string, from: number): Cell => {
  let read = '';
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { text: read + text.slice(at), next: text.length, open: true };
    read += text.slice(at, quote);
    if (text.charAt(quote + 1) !== '"') return { text: read, next: quote + 1, open: false };
    read += '"';
    at = quote + 2;
  }
};
