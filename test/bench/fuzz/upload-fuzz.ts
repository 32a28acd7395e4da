import { csvReader } from '../../../gateway/acquire/analyzers/folder/csv-reader.ts';
import { uploadReader } from '../../../gateway/acquire/analyzers/http/upload-reader.ts';
import type { SentResult } from '../../../gateway/domain/sent-result.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { type FuzzedLink, type FuzzFinding, noiseBytes } from './fuzzed-link.ts';

type Read = (raw: Uint8Array) => readonly SentResult[];
type Random = () => number;

/** What is dropped or uploaded at once, whole: a text, and the results in it. */
interface Sheet {
  readonly text: string;
  readonly results: readonly SentResult[];
}

const below = (limit: number, random: Random): number => Math.floor(random() * limit);

const resultsOf = (random: Random): readonly SentResult[] =>
  Array.from({ length: 1 + below(4, random) }, (_, place) => ({
    sampleId: `S${below(10_000, random)}`,
    code: 'INH',
    value: (below(1_000, random) / 10).toFixed(1),
    unit: '%',
    record: String(below(1_000, random)),
    channel: 1 + place,
  }));

const csvSheet = (random: Random): Sheet => {
  const results = resultsOf(random);
  const rows = results.map(({ sampleId, code, value, unit, record, channel }) =>
    [sampleId, code, value, unit, '2026-03-02 08:00:00', record, channel].join(','),
  );
  return { text: `sample,item,value,unit,time,record,channel\n${rows.join('\n')}\n`, results };
};

const jsonSheet = (random: Random): Sheet => {
  const results = resultsOf(random);
  const detail = results.map(({ sampleId, code, value, unit, record, channel }) => ({
    sampleNo: sampleId,
    item: code,
    result: value,
    unit,
    time: '2026-03-02 08:00:00',
    record,
    channel: String(channel),
  }));
  return { text: JSON.stringify({ device: 'pad', detail }), results };
};

const keyOf = ({ sampleId, code, value, unit, record, channel }: SentResult): string =>
  JSON.stringify([sampleId, code, value, unit, record, channel]);

/** Reads what `next` makes, about `bytes` bytes of it, and counts. */
const readAll = (
  kind: string,
  read: Read,
  bytes: number,
  next: () => { readonly raw: Uint8Array; readonly truth: readonly SentResult[]; readonly expected: number },
): FuzzFinding => {
  const found = { kind, bytes: 0, crashes: 0, strangers: 0, expected: 0 };
  while (found.bytes < bytes) {
    const { raw, truth, expected } = next();
    const known = new Set(truth.map(keyOf));
    found.bytes += raw.length;
    found.expected += expected;
    try {
      found.strangers += read(raw).filter((result) => !known.has(keyOf(result))).length;
    } catch {
      found.crashes += 1;
    }
  }
  return found;
};

/** How many results one byte that is anything, and a cut anywhere, can make another of at most: no file and no body has a checksum. */
interface Harm {
  readonly byByte: (sheet: Sheet) => number;
  readonly byCut: number;
}

const fuzzSheets = (read: Read, sheetOf: (random: Random) => Sheet, harm: Harm, bytes: number, random: Random) => [
  readAll('noise', read, bytes, () => ({ raw: noiseBytes(1 + below(2_000, random), random), truth: [], expected: 0 })),
  readAll('whole, with one byte that is anything', read, bytes, () => {
    const sheet = sheetOf(random);
    const raw = new TextEncoder().encode(sheet.text);
    raw[below(raw.length, random)] = below(256, random);
    return { raw, truth: sheet.results, expected: harm.byByte(sheet) };
  }),
  readAll('cut off anywhere', read, bytes, () => {
    const { text, results } = sheetOf(random);
    return { raw: new TextEncoder().encode(text.slice(0, below(text.length, random))), truth: results, expected: harm.byCut };
  }),
];

const ofCsv = csvReader(shippedAnalyzer('csv-generic'));
const ofUpload = uploadReader(shippedAnalyzer('http-json-generic'));

/** A quote that noise has made may swallow what follows; in a row that is cut off, the last cell may be short. */
const CSV_HARM: Harm = { byByte: ({ results }) => results.length, byCut: 1 };
/** A key that was spoilt is missing in one result alone, but for the list's own; and JSON that is cut off is none. */
const JSON_HARM: Harm = { byByte: () => 1, byCut: 0 };

/** Files that are dropped, and bodies that are uploaded. */
export const UPLOAD_LINKS: readonly FuzzedLink[] = [
  {
    name: 'CSV folder',
    fuzz: async (bytes, random) => fuzzSheets((raw) => ofCsv(raw).results, csvSheet, CSV_HARM, bytes, random),
  },
  {
    name: 'HTTP uploads',
    fuzz: async (bytes, random) => fuzzSheets((raw) => ofUpload(raw).understood.results, jsonSheet, JSON_HARM, bytes, random),
  },
];
