import { z } from 'zod';
import type { MessageKey } from '../../gateway/domain/messages/catalogue.ts';
import type { Filling } from '../../gateway/domain/messages/message.ts';

/** What a value must look like, in words. */
export interface ScenarioForm {
  readonly words: MessageKey;
  readonly filling?: Filling;
}

/** The forms that a schema doesn't show by itself: of text with a shape, and of small blocks. */
export const SCENARIO_FORMS = z.registry<ScenarioForm>();

type Schema = z.core.$ZodType;

/** The schema below what only says that a value may be missing. */
const bareSchema = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bareSchema(schema.unwrap()) : schema;

/** Whether a value has keys. */
export const isBlock = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How many keys of a block a schema knows; `at`, which every event has, says nothing. */
export const keysKnown = (schema: Schema, found: unknown): number => {
  const known = keysOf(schema);
  return isBlock(found) ? Object.keys(found).filter((key) => key !== 'at' && known.includes(key)).length : 0;
};

/** Of several forms, that which knows most of the keys. */
const likeliest = (union: z.ZodUnion, found: unknown): Schema | undefined =>
  [...union.options].sort((a, b) => keysKnown(b, found) - keysKnown(a, found))[0];

const below = (schema: Schema | undefined, step: PropertyKey, found: unknown): Schema | undefined => {
  const bare = schema === undefined ? undefined : bareSchema(schema);
  const here = bare instanceof z.ZodUnion ? likeliest(bare, found) : bare;
  if (here instanceof z.ZodObject) return Object.hasOwn(here.shape, step) ? here.shape[String(step)] : undefined;
  if (here instanceof z.ZodArray) return here.element;
  return here instanceof z.ZodRecord ? here.valueType : undefined;
};

/** What stands at a path of plain content; undefined where nothing does. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isBlock(at) && Object.hasOwn(at, step) ? at[String(step)] : undefined;
  }, value);

/** The schema at a path, of a value that takes one of several forms on its way; undefined where the schema has no such place. */
export const schemaAt = (root: Schema, path: readonly PropertyKey[], value: unknown): Schema | undefined => {
  const found = path.reduce<Schema | undefined>(
    (schema, step, depth) => below(schema, step, valueAt(value, path.slice(0, depth))),
    root,
  );
  return found === undefined ? undefined : bareSchema(found);
};

/** The keys that a block of this schema may have. */
export const keysOf = (schema: Schema | undefined): readonly string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

/** No bound that anybody chose: those of what a number can hold. */
const UNBOUND = 1e9;

/** What a value of this schema must look like. */
export const formOf = (schema: Schema | undefined): ScenarioForm => {
  const registered = schema === undefined ? undefined : SCENARIO_FORMS.get(schema);
  if (registered !== undefined) return registered;
  if (schema instanceof z.ZodEnum) return choice(schema.options);
  if (schema instanceof z.ZodLiteral) return choice([...schema.values]);
  if (schema instanceof z.ZodBoolean) return choice([true, false]);
  if (schema instanceof z.ZodArray) return { words: 'scenario.form.list' };
  if (schema instanceof z.ZodString) return { words: 'scenario.form.text' };
  if (schema instanceof z.ZodNumber) return numberForm(schema.minValue ?? -UNBOUND, schema.maxValue ?? UNBOUND);
  return { words: 'scenario.form.block', filling: { keys: keysOf(schema).join(', ') } };
};

const choice = (words: readonly unknown[]): ScenarioForm => ({
  words: 'scenario.form.choice',
  filling: { choices: words.map(String).join(', ') },
});

const numberForm = (least: number, most: number): ScenarioForm =>
  least <= -UNBOUND || most >= UNBOUND
    ? { words: 'scenario.form.number' }
    : { words: 'scenario.form.range', filling: { least, most } };
