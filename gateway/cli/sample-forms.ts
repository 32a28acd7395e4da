import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { photoHash } from './ask-desk.ts';

/** What stood on the command line, by option. */
export type Written = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Leaves out what wasn't written: the desk says itself what is missing. */
const given = (form: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));

const listOf = (value: Written[string]): readonly string[] => (Array.isArray(value) ? value : []);

/** A text cut at its first `mark`: `3=control` at `=`. */
const cut = (text: string, mark: string): readonly [string, string | undefined] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
};

/** A sample from options; `--document kind:form[:number]`. */
export const sampleForm = (written: Written): Readonly<Record<string, unknown>> => {
  const { id, corrects, name, category, stall, dealer, origin, lot, quantity, sampler } = written;
  return given({
    id, corrects, name, category, stall, dealer, origin, lot, quantity, sampler,
    dealerNumber: written['dealer-number'],
    commissionedBy: written['commissioned-by'],
    takenAt: written['taken-at'],
    documents: listOf(written['document']).map((text) => {
      const [kind = '', form = '', number] = text.split(':');
      return given({ kind, form, number });
    }),
  }); // biome-ignore format: a list to read
};

/** A key of a file may be written as the option is: `dealer-number` is `dealerNumber`. */
const asKey = (key: string): string => key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const asForm = (entry: unknown): unknown =>
  entry instanceof Object && !Array.isArray(entry)
    ? Object.fromEntries(Object.entries(entry).map(([key, value]) => [asKey(key), value]))
    : entry;

/** Samples from a YAML or JSON file: a list of forms. @throws EdgeError `file-unreadable`. */
export const samplesOfFile = (file: string): readonly unknown[] => {
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
    return (Array.isArray(content) ? content : [content]).map(asForm);
  } catch (error) {
    throw new EdgeError('file-unreadable', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};

const ROLES: ReadonlySet<string> = new Set(['control', 'blank', 'quality-control']);

/** A run sheet from options; `--well CHANNEL=SAMPLE`, or `CHANNEL=control`, `blank`, `quality-control`; `--kit LOT:EXPIRY`. */
export const sheetForm = (written: Written): Readonly<Record<string, unknown>> => {
  const { analyzer, run, item, by, kit, extraction } = written;
  const [lot, expiry] = typeof kit === 'string' ? cut(kit, ':') : [];
  return given({
    analyzer, run, item, by, extraction,
    wells: listOf(written['well']).map((text) => {
      const [channel, content = ''] = cut(text, '=');
      return ROLES.has(content) ? { channel: Number(channel), role: content } : { channel: Number(channel), sample: content };
    }),
    kit: lot === undefined ? undefined : { lot, expiry },
  }); // biome-ignore format: a list to read
};

/** A result read by eye, from options; `--detail NAME=TEXT`. */
export const typedForm = (written: Written): Readonly<Record<string, unknown>> => {
  const { sample, item, value, unit, by, photo } = written;
  const details = listOf(written['detail']).map((text) => cut(text, '='));
  return given({
    sample, item, value, unit, by,
    confirmedBy: written['confirmed-by'],
    readAt: written['read-at'],
    photo: typeof photo === 'string' ? photoHash(photo) : undefined,
    details: details.length === 0 ? undefined : Object.fromEntries(details),
  }); // biome-ignore format: a list to read
};

/** A step of a case, from its words and options. */
export const stepForm = ([id, step]: readonly string[], written: Written): Readonly<Record<string, unknown>> => {
  const { by, party, laboratory, verdict, kilograms, how, words, photo } = written;
  return given({
    case: id, step, by, party, laboratory, verdict, kilograms, how, words,
    doneAt: written['done-at'],
    photo: typeof photo === 'string' ? photoHash(photo) : undefined,
  }); // biome-ignore format: a list to read
};
