import { z } from 'zod';
import type { Path } from './finding.ts';

type Schema = z.core.$ZodType;

/** The schema below what only says that a value may be missing. */
const bare = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodPrefault
    ? bare(schema.unwrap())
    : schema;

const below = (schema: Schema, step: string | number): Schema | undefined => {
  const here = bare(schema);
  if (here instanceof z.ZodObject) return Object.hasOwn(here.shape, step) ? here.shape[step] : undefined;
  if (here instanceof z.ZodArray) return here.element;
  return here instanceof z.ZodRecord ? here.valueType : undefined;
};

/** The bare schema of the place; undefined where the schema knows no such place. */
export const schemaAt = (root: Schema, path: Path): Schema | undefined => {
  const found = path.reduce<Schema | undefined>((schema, step) => (schema === undefined ? undefined : below(schema, step)), root);
  return found === undefined ? undefined : bare(found);
};

/** The keys that may stand at the place. */
export const keysAt = (root: Schema, path: Path): readonly string[] => {
  const here = schemaAt(root, path);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
};

/** One key of the configuration, as the reference lists it. */
export interface SchemaKey {
  /** `lines[].baud`; `devices[].channels.*.rule` below names that the site chooses. */
  readonly place: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** As somebody would write it. */
  readonly preset?: unknown;
}

/** Every key at any depth, in the order of the schema. */
export const everyKey = (root: Schema, above = ''): readonly SchemaKey[] => {
  const here = bare(root);
  if (here instanceof z.ZodArray) return everyKey(here.element, `${above}[]`);
  if (here instanceof z.ZodRecord) return everyKey(here.valueType, `${above}.*`);
  if (!(here instanceof z.ZodObject)) return [];
  return Object.entries<Schema>(here.shape).flatMap(([key, schema]) => {
    const place = above === '' ? key : `${above}.${key}`;
    return [{ place, schema: bare(schema), ...presence(schema) }, ...everyKey(schema, place)];
  });
};

const presence = (schema: Schema): Pick<SchemaKey, 'required' | 'preset'> => {
  if (schema instanceof z.ZodPrefault) return { required: false, preset: schema.def.defaultValue };
  return { required: !(schema instanceof z.ZodOptional) };
};
