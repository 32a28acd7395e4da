import { z } from 'zod';
import { aboutKey } from './key-words.ts';
import { ANALYZER_LINKS, LINE_LINKS, siteSchema, UPLINK_LINKS } from './site-schema.ts';

type Json = z.core.JSONSchema.BaseSchema;

/** Entries that name exactly one of these keys. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  'lines[]': LINE_LINKS,
  'analyzers[]': ANALYZER_LINKS,
  'uplinks[]': UPLINK_LINKS,
};

/** What the check tells in its own words, so that the schema in code admits it, and an editor may mark at once. */
const REFERENCE = '^(\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}|file:.+)$';
const PATTERNS: Readonly<Record<string, string>> = {
  'uplinks[].password': REFERENCE,
  'analyzers[].token': REFERENCE,
  'notify.modem.pin': REFERENCE,
  'notify.webhooks[].token': REFERENCE,
  'notify.webhooks[].secret': REFERENCE,
  'notify.mail.password': REFERENCE,
};

/** The JSON Schema of the configuration, for editors: each key explained in both languages. */
export const siteJsonSchema = (): Json => {
  const schema = z.toJSONSchema(siteSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => explain(jsonSchema, placeOfSchema(path)),
  });
  return { ...schema, title: 'larder.yaml' };
};

const explain = (schema: Json, place: string): void => {
  const about = aboutKey(place);
  if (about !== undefined) schema.description = `${about.en} ${about['zh-CN']}`;
  const pattern = PATTERNS[place];
  if (pattern !== undefined) schema.pattern = pattern;
  const links = ONE_OF[place];
  if (links !== undefined) schema.oneOf = links.map((link) => ({ type: 'object', properties: { [link]: {} }, required: [link] }));
};

/** `lines[].baud` of `properties / lines / items / properties / baud`. */
const placeOfSchema = (path: readonly (string | number)[]): string => {
  const [step, name, ...rest] = path;
  if (step === undefined) return '';
  if (step === 'items') return `[]${dotted(placeOfSchema(path.slice(1)))}`;
  if (step === 'additionalProperties') return `*${dotted(placeOfSchema(path.slice(1)))}`;
  return `${name}${dotted(placeOfSchema(rest))}`;
};

const dotted = (place: string): string => (place === '' || place.startsWith('[') ? place : `.${place}`);
