import { z } from 'zod';
import { RECORD_FIELDS } from './record-fields.ts';

/** How moments are written; `unix-ms` and `unix-s` count from 1970 in UTC, all others are local to the interface's zone. */
const TIME_FORMATS = [
  'YYYY-MM-DD hh:mm:ss',
  'YYYY-MM-DDThh:mm:ss',
  'YYYY/MM/DD hh:mm:ss',
  'YYYYMMDDhhmmss',
  'YYYY-MM-DD',
  'unix-ms',
  'unix-s',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** What a login recipe may give to a body: which of them, says the recipe. */
const LOGIN_WORDS = ['username', 'password', 'password-md5', 'user-password-md5', 'token'] as const;
export type LoginWord = (typeof LOGIN_WORDS)[number];

/** Names of elements and keys: they begin with a letter, so that their order is kept and none means something to JavaScript. */
export const elementName = z.string().regex(/^[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_.-]{0,63}$/);
/** Names within a platform file. */
export const ownName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/);
export const shortText = z.string().max(400);

/** No interface asks for more in one place. */
const MOST_NAMES = 100;

/** One part of a signature: of the login, or a name of the same record with whatever was written there. */
const signaturePart = z
  .strictObject({ login: z.enum(LOGIN_WORDS).optional(), written: elementName.optional(), constant: shortText.optional() })
  .refine((part) => Object.values(part).filter((each) => each !== undefined).length === 1, 'one-kind');

/** What can make a node: exactly one of them stands in it. */
const NODE_KINDS = ['field', 'setting', 'constant', 'login', 'md5', 'group', 'records'] as const;

/** What every node may carry; a group and a list stand beside it, because they hold nodes in turn. */
const leafSchema = z.strictObject({
  field: z.enum(RECORD_FIELDS).optional(),
  setting: ownName.optional(),
  constant: shortText.optional(),
  login: z.enum(LOGIN_WORDS).optional(),
  /** The MD5 of these parts, one after the other, in hex. */
  md5: z.array(signaturePart).min(1).max(16).optional(),
  /** In XML, the element that holds one record of a list. */
  each: elementName.optional(),
  /** A group or list that stands in its place as text of this format. */
  asText: z.enum(['json', 'xml']).optional(),
  /** Our word → theirs. A word that isn't here holds the record back. */
  words: z.record(shortText, shortText).optional(),
  /** The dictionary that gives their code. A code that isn't there holds the record back. */
  dictionary: ownName.optional(),
  time: z.enum(TIME_FORMATS).optional(),
  letters: z.enum(['upper', 'lower']).optional(),
  /** In JSON, a number instead of text. */
  number: z.literal(true).optional(),
  /** At most so many characters; longer text holds the record back, for nothing is cut. */
  longest: z.int().min(1).max(4_000).optional(),
  /** What becomes of a record without this field: held back where nothing is said. */
  ifMissing: z.enum(['hold', 'leave-out', 'empty']).optional(),
});

/** One place of a body: exactly one of `NODE_KINDS`, and what becomes of it. A template is a tree of names; it can't compute. */
export interface BodyNode extends z.output<typeof leafSchema> {
  readonly group?: BodyTree | undefined;
  /** The list of records: each with this tree. */
  readonly records?: BodyTree | undefined;
}
export type BodyTree = Readonly<Record<string, BodyNode>>;

const nodeSchema: z.ZodType<BodyNode> = leafSchema
  .extend({ group: z.lazy(() => treeSchema).optional(), records: z.lazy(() => treeSchema).optional() })
  .refine((node) => NODE_KINDS.filter((kind) => node[kind] !== undefined).length === 1, 'one-kind');

/** Names and what stands there, in the order in which they are sent. */
export const treeSchema: z.ZodType<BodyTree> = z
  .record(elementName, nodeSchema)
  .refine((tree) => Object.keys(tree).length <= MOST_NAMES, 'too-many');
