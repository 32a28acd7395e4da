import { createHash } from 'node:crypto';
import type { BodyNode, BodyTree, LoginWord } from './body-template.ts';
import { encodeXml } from './encode-xml.ts';
import { type Filled, type FilledTree, plain } from './filled-tree.ts';
import { localTime } from './local-time.ts';
import type { RecordValues } from './platform-record.ts';
import { PERSONAL_FIELDS } from './record-fields.ts';

/** Why a record waits on the box until somebody does something: a closed list, with words in the catalogue under `platform.held.…`. */
const HELD_REASONS = [
  'no-code', // a dictionary has no code for it
  'no-word', // the platform has no word for it
  'missing', // a field that the platform asks for is not known
  'no-second-person', // nobody has reviewed it yet, and the platform asks for one
  'longer', // longer than the platform takes
  'no-number', // the platform takes a number, and this is none
  'no-sample', // the sample is not known here
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** A place that can't be filled, and what stood there: `pesticide-inhibition` has no code in `items`. */
export interface Held {
  readonly why: HeldReason;
  readonly what: string;
}

/** What a template is filled from. */
export interface Filling {
  readonly zone: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly dictionaries: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly login: Readonly<Partial<Record<LoginWord, string>>>;
  readonly letters: 'upper' | 'lower';
}

/** Fills a template for these records; its fields outside a list are the first record's. Whoever calls has asked `heldBack` before: it throws where a record must wait. */
export const fillBody = (tree: BodyTree, records: readonly RecordValues[], filling: Filling): FilledTree =>
  filledTree(tree, records[0], records, filling);

/** Why one record can't be sent as it is; undefined when it can. */
export const heldBack = (tree: BodyTree, record: RecordValues, filling: Filling): Held | undefined => {
  try {
    fillBody(tree, [record], filling);
    return undefined;
  } catch (error) {
    if (error instanceof CantFill) return error.held;
    throw error;
  }
};

class CantFill extends Error {
  readonly held: Held;
  constructor(why: HeldReason, what: string) {
    super(`${why}: ${what}`);
    this.held = { why, what };
  }
}

const filledTree = (
  tree: BodyTree,
  record: RecordValues | undefined,
  records: readonly RecordValues[],
  filling: Filling,
): FilledTree => {
  const names: [string, Filled, string?][] = [];
  for (const [name, node] of Object.entries(tree)) {
    const filled = node.md5 === undefined ? filledNode(node, record, records, filling) : signature(node, names, filling);
    if (filled !== undefined) names.push(node.each === undefined ? [name, filled] : [name, filled, node.each]);
  }
  return { names };
};

const filledNode = (
  node: BodyNode,
  record: RecordValues | undefined,
  records: readonly RecordValues[],
  filling: Filling,
): Filled | undefined => {
  if (node.group !== undefined) return asText(node, filledTree(node.group, record, records, filling));
  const list = node.records;
  if (list !== undefined)
    return asText(
      node,
      records.map((each) => filledTree(list, each, [each], filling)),
    );
  const text = mapped(node, textOf(node, record, filling), filling);
  if (text === '' && node.field !== undefined) return missing(node);
  if (node.longest !== undefined && [...text].length > node.longest) throw new CantFill('longer', nameOf(node));
  return node.number === true ? asNumber(node, text) : text;
};

const asText = (node: BodyNode, filled: FilledTree | readonly FilledTree[]): Filled => {
  if (node.asText === 'json') return JSON.stringify(plain(filled));
  return node.asText === 'xml' ? encodeXml(filled, node.each) : filled;
};

const textOf = (node: BodyNode, record: RecordValues | undefined, filling: Filling): string => {
  if (node.constant !== undefined) return node.constant;
  if (node.setting !== undefined) return filling.settings[node.setting] ?? '';
  if (node.login !== undefined) return filling.login[node.login] ?? '';
  const value = node.field === undefined ? undefined : record?.[node.field];
  if (typeof value !== 'number') return value ?? '';
  return node.time === undefined ? '' : (localTime(value, node.time, filling.zone) ?? '');
};

const mapped = (node: BodyNode, text: string, { dictionaries }: Filling): string => {
  if (text === '') return text;
  const table = node.words ?? (node.dictionary === undefined ? undefined : (dictionaries[node.dictionary] ?? {}));
  const found = table === undefined ? text : Object.hasOwn(table, text) ? table[text] : undefined;
  if (found === undefined) {
    const isPersonal = node.field !== undefined && PERSONAL_FIELDS.has(node.field);
    throw new CantFill(node.words === undefined ? 'no-code' : 'no-word', isPersonal ? nameOf(node) : `${nameOf(node)} ${text}`);
  }
  return node.letters === undefined ? found : cased(found, node.letters);
};

const cased = (text: string, letters: 'upper' | 'lower'): string =>
  letters === 'upper' ? text.toUpperCase() : text.toLowerCase();

const missing = (node: BodyNode): '' | undefined => {
  if (node.ifMissing === 'leave-out') return undefined;
  if (node.ifMissing === 'empty') return '';
  throw new CantFill(node.field === 'reviewer' ? 'no-second-person' : 'missing', nameOf(node));
};

const asNumber = (node: BodyNode, text: string): number => {
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(text)) throw new CantFill('no-number', nameOf(node));
  return Number(text);
};

const nameOf = ({ field, setting }: BodyNode): string => field ?? setting ?? '';

const signature = (node: BodyNode, before: readonly (readonly [string, Filled, string?])[], filling: Filling): string => {
  const parts = (node.md5 ?? []).map(({ login, written, constant }) => {
    if (login !== undefined) return filling.login[login] ?? '';
    const there = before.find(([name]) => name === written)?.[1];
    return constant ?? (typeof there === 'string' || typeof there === 'number' ? String(there) : '');
  });
  return md5(parts.join(''), node.letters ?? filling.letters);
};

/** MD5 in hex. No protection: it is what these interfaces ask for. */
export const md5 = (text: string, letters: 'upper' | 'lower'): string =>
  cased(createHash('md5').update(text, 'utf8').digest('hex'), letters);
