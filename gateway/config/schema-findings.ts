import { z } from 'zod';
import { valueAt } from './content-path.ts';
import { type Finding, fault, type Path, placeOf } from './finding.ts';
import { FORMS, type Form } from './form.ts';
import { nearestWord } from './nearest-word.ts';
import { pastedPem } from './pasted-pem.ts';
import { printable } from './printable.ts';
import { keysAt, schemaAt } from './schema-tree.ts';
import { siteSchema } from './site-schema.ts';
import type { YamlSource } from './yaml-source.ts';

/** What the schema finds, as findings: each unknown key by itself, and no value shown that may be a secret. */
export const schemaFindings = (issues: readonly z.core.$ZodIssue[], source: YamlSource): readonly Finding[] =>
  issues.flatMap((issue) => {
    const path = pathOf(issue);
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => unknownKey(path, key)) : [misfit(path, source)];
  });

/** The places that issues speak of: what must be left out for the rest to fit. */
export const faultyPlaces = (issues: readonly z.core.$ZodIssue[]): readonly Path[] =>
  issues.flatMap((issue) => {
    const path = pathOf(issue);
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  });

const pathOf = (issue: z.core.$ZodIssue): Path => issue.path.map((step) => (typeof step === 'number' ? step : String(step)));

const unknownKey = (path: Path, key: string): Finding => {
  const known = keysAt(siteSchema, path);
  const near = nearestWord(key, known);
  const filling = { key: printable(key), near: near ?? '', keys: known.join(', ') };
  return fault(near === undefined ? 'unknown-key' : 'mistyped-key', [...path, key], filling);
};

const BLOCK: Form = { words: 'config.form.block' };
const LIST: Form = { words: 'config.form.list' };

/** What a value of this schema must look like. */
export const formOf = (schema: z.core.$ZodType | undefined): Form => {
  if (schema instanceof z.ZodArray) return LIST;
  return (schema === undefined ? undefined : FORMS.get(schema)) ?? BLOCK;
};

const misfit = (path: Path, source: YamlSource): Finding => {
  const found = valueAt(source.content, path);
  const form = formOf(schemaAt(siteSchema, path));
  const filling = { key: keyOf(path), written: writtenAt(path, found, source) };
  if (path.length === 0) return fault('no-site', path);
  if (found === undefined) return { ...fault('missing', path, filling), form };
  if (found === null) return { ...fault('empty', path, filling), form };
  const [pem] = pastedPem(found, path);
  if (pem !== undefined) return pem;
  if (Array.isArray(found) && form === LIST) return fault('list-size', path, filling);
  if (typeof found === 'string' && found.includes('：') && (form === BLOCK || form === LIST))
    return fault('wide-colon', path, filling);
  if (form.secret || form === BLOCK || form === LIST) return { ...fault('misfit-secret', path, filling), form };
  if (typeof found !== 'string' && isText(path)) return fault('unquoted', path, filling);
  return { ...fault('misfit', path, filling), form };
};

/** A number or a yes that was meant as text loses its leading zeros, and more, unless it is quoted. */
const isText = (path: Path): boolean => schemaAt(siteSchema, path) instanceof z.ZodString;

const keyOf = (path: Path): string => {
  const last = path.at(-1) ?? '';
  return placeOf(typeof last === 'number' ? path.slice(-2) : [last]);
};

const writtenAt = (path: Path, found: unknown, source: YamlSource): string => {
  if (typeof found !== 'object') return source.writtenAt(path) ?? '';
  return Array.isArray(found) ? '[…]' : '{…}';
};
