import { z } from 'zod';
import { nearestKeyOf } from '../../device-profiles/profile-keys.ts';
import type { MessageKey } from '../../gateway/domain/messages/catalogue.ts';
import type { Filling } from '../../gateway/domain/messages/message.ts';
import { formOf, isBlock, keysKnown, keysOf, type ScenarioForm, schemaAt, valueAt } from './scenario-form.ts';

type Path = readonly PropertyKey[];
type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

/** A part of a scenario that has the wrong shape: where, what is wrong, and what to do; `form` fills `{form}` of the remedy. */
export interface ShapeFinding {
  readonly path: Path;
  readonly wrong: MessageKey;
  readonly remedy: MessageKey;
  readonly filling: Filling;
  readonly form?: ScenarioForm;
}

/** What a schema finds, in terms of keys and what belongs there; each unknown key by itself. */
export const shapeFindings = (
  issues: readonly Issue[],
  root: Schema,
  value: unknown,
  above: Path = [],
): readonly ShapeFinding[] =>
  issues.flatMap((issue) => {
    const schema = schemaAt(root, issue.path, value);
    const found = valueAt(value, issue.path);
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], key, schema));
    if (issue.code === 'invalid_union' && schema instanceof z.ZodUnion) return ofUnion(issue, schema, found, path);
    return path.length === 0 && issue.code === 'custom' ? EMPTY_WORLD : [misfit(path, schema, found)];
  });

const EMPTY_WORLD: readonly ShapeFinding[] = [{ path: [], wrong: 'scenario.empty', remedy: 'scenario.empty.do', filling: {} }];

const unknownKey = (path: Path, key: string, schema: Schema | undefined): ShapeFinding => {
  const known = keysOf(schema);
  const near = schema instanceof z.ZodObject ? nearestKeyOf(schema, key) : undefined;
  const filling = { id: shown(key), near: near ?? '', known: known.join(', ') };
  const isNear = near !== undefined && known.includes(near);
  return { path, wrong: 'scenario.unknown', remedy: isNear ? 'scenario.mistyped.do' : 'scenario.unknown.do', filling };
};

const misfit = (path: Path, schema: Schema | undefined, found: unknown): ShapeFinding => {
  const key = String(path.findLast((step) => typeof step === 'string') ?? '');
  const form = formOf(schema);
  if (found === undefined) return { path, wrong: 'scenario.missing', remedy: 'scenario.missing.do', filling: { key }, form };
  return { path, wrong: 'scenario.misfit', remedy: 'scenario.misfit.do', filling: { key, written: shown(found) }, form };
};

const LONGEST_SHOWN = 60;

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return '[…]';
  if (isBlock(value)) return '{…}';
  const text = String(value).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
};

/** Of several forms, that which was meant: the one that knows most of the keys, and of those the one with the fewest faults. */
const ofUnion = (
  { errors }: Extract<Issue, { code: 'invalid_union' }>,
  union: z.ZodUnion,
  found: unknown,
  path: Path,
): readonly ShapeFinding[] => {
  const [meant] = union.options
    .map((option, place) => ({ option, issues: errors[place] ?? [], known: keysKnown(option, found) }))
    .sort((a, b) => b.known - a.known || a.issues.length - b.issues.length);
  if (meant !== undefined && meant.known > 0) return shapeFindings(meant.issues, meant.option, found, path);
  const kinds = union.options.map((option) => keysOf(option).filter((key) => key !== 'at')[0] ?? '');
  const filling = { kinds: [...new Set(kinds)].filter((kind) => kind !== '').join(', ') };
  return [{ path, wrong: 'scenario.no-event', remedy: 'scenario.no-event.do', filling }];
};
