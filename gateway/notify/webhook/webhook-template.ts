import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** What a robot or server is sent; `{id}`, `{about}`, `{title}`, `{text}` and, in the query alone, `{token}` are filled in. */
const templateSchema = z.strictObject({
  id: z.string(),
  query: z.record(z.string(), z.string()).default({}),
  body: z.record(z.string(), z.json()),
  /** `header`: HMAC-SHA-256 of time and body in a header. `dingtalk`: its own, in the query. */
  signature: z.enum(['none', 'header', 'dingtalk']),
  /** What says that the message was taken: any status from 200 to 299, and for robots a field of the answer besides. */
  success: z.union([z.literal('status'), z.strictObject({ path: z.string(), equals: z.union([z.number(), z.string()]) })]),
  /** Most bytes of the text in UTF-8. */
  longest: z.int().positive(),
  sources: z.array(z.string()).min(1),
  verified: z.boolean(),
});
export type WebhookTemplate = z.infer<typeof templateSchema>;

/** Reads a template that comes with Larder. Throws ZodError or YAMLParseError where the file is damaged. */
export const loadWebhookTemplate = async (id: string): Promise<WebhookTemplate> =>
  templateSchema.parse(parse(await readFile(new URL(`templates/${id}.yaml`, import.meta.url), 'utf8')));

type Json = z.infer<ReturnType<typeof z.json>>;

/** The tree with its places filled; a place that nothing fills stays visible. */
export const filledTree = (tree: Json, filling: Readonly<Record<string, string>>): Json => {
  if (typeof tree === 'string') return tree.replace(/\{(\w+)\}/g, (place, name: string) => filling[name] ?? place);
  if (Array.isArray(tree)) return tree.map((each) => filledTree(each, filling));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, each]) => [key, filledTree(each, filling)]));
};

/** Text of at most `most` bytes of UTF-8; what is cut off shows as an ellipsis. */
export const shortened = (text: string, most: number): string => {
  if (Buffer.byteLength(text) <= most) return text;
  const signs = [...text];
  while (Buffer.byteLength(signs.join('')) > most - 3) signs.pop();
  return `${signs.join('')}…`;
};
