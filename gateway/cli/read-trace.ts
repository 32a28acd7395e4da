import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { EdgeError, type Fault, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { columnsOf, type LineFault, PLAIN_COLUMNS, parseRow, type TraceRow } from '../rules/trace.ts';

/** At most this many lines are read; a year of one reading each 20 s has 1.6 million. */
const MOST_LINES = 2_000_000;

/** At most this many faults are named; all are counted. */
const MOST_FAULTS = 20;

type TraceFault = LineFault | 'order' | 'channels' | 'too-many';

/**
 * Reads a recorded trace: `time,value[,quality]`, with or without a first line of names.
 * Throws EdgeError `file-unreadable`, or `trace-invalid` with its faulty lines: a line that isn't understood is never passed over.
 */
export const readTrace = async (file: string, language: Language): Promise<readonly TraceRow[]> => {
  const rows: TraceRow[] = [];
  const faults: Fault[] = [];
  let found = 0;
  for await (const { line, fault, row } of linesOf(file, language)) {
    if (row !== undefined) rows.push(row);
    if (fault === undefined) continue;
    found += 1;
    if (faults.length < MOST_FAULTS) faults.push({ file, line, ...faultWords(fault, language) });
  }
  if (found > 0) throw new EdgeError('trace-invalid', say(language, 'alarm.replay.invalid', { faults: found }), { faults });
  if (rows.length === 0) throw new EdgeError('trace-invalid', say(language, 'alarm.replay.empty'));
  return rows;
};

interface ReadLine {
  readonly line: number;
  readonly row?: TraceRow;
  readonly fault?: TraceFault;
}

async function* linesOf(file: string, language: Language): AsyncGenerator<ReadLine> {
  const read = createLineReader();
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (line > MOST_LINES) return yield { line, fault: 'too-many' };
      yield { line, ...read(line === 1 ? text.replace(/^\uFEFF/, '') : text, line === 1) };
    }
  } catch (error) {
    throw new EdgeError('file-unreadable', say(language, 'alarm.replay.unreadable', { why: wordsOf(error) }), { cause: error });
  }
}

const createLineReader = () => {
  let columns = PLAIN_COLUMNS;
  let last = Number.NEGATIVE_INFINITY;
  let channel: string | undefined;
  return (text: string, first: boolean): Omit<ReadLine, 'line'> => {
    const named = first ? columnsOf(text) : undefined;
    if (named !== undefined) columns = named;
    if (named !== undefined || text.trim() === '') return {};
    const parsed = parseRow(text, columns);
    if (parsed.is !== 'row') return { fault: parsed.is };
    if (parsed.row.time < last) return { fault: 'order' };
    if (parsed.channel !== (channel ?? parsed.channel)) return { fault: 'channels' };
    last = parsed.row.time;
    channel = parsed.channel;
    return { row: parsed.row };
  };
};

const faultWords = (fault: TraceFault, language: Language): Pick<Fault, 'wrong' | 'remedy'> => ({
  wrong: say(language, `alarm.trace.${fault}`, { most: MOST_LINES }),
  remedy: say(language, `alarm.trace.${fault}.do`),
});
