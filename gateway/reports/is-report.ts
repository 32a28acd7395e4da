import { EXCURSION_CSV_HEAD } from './excursion-csv.ts';
import { CSV_HEAD, EARLIER_CSV_HEAD } from './report-csv.ts';
import { RETAINED_CSV_HEAD } from './retained-csv.ts';

/** One character a byte: what is looked for is ASCII. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const JSON_BEGINS = /^\{"hash":"[0-9a-f]{64}","signing":\{/;

/** Whether a file's bytes are a report that Larder wrote, in any of its forms: only that may be replaced without asking. */
export const isReport = (bytes: Uint8Array): boolean => {
  const text = textOf(bytes);
  if (text.startsWith('%PDF-')) return isOurPdf(text);
  return (
    JSON_BEGINS.test(text) ||
    [CSV_HEAD, EARLIER_CSV_HEAD, EXCURSION_CSV_HEAD, RETAINED_CSV_HEAD].some(
      (head) => text === head || text.startsWith(`${head}\n`),
    )
  );
};

/** PDF 32000-1, 14.3.3: the file's own information names its producer; here as an object of its own. */
const isOurPdf = (text: string): boolean => {
  const producer = /\/Producer (\d+) 0 R/.exec(text)?.[1];
  return producer !== undefined && text.includes(`\n${producer} 0 obj\n(Larder)\nendobj`);
};
