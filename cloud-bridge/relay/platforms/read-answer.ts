import { z } from 'zod';
import type { PlatformAnswer } from './platform-interface.ts';
import { readXml } from './read-xml.ts';

/** An answer's content after it was parsed; text, numbers, lists and objects by name. Whatever it claims to be, it is only looked into. */
export type AnswerContent = { readonly is: 'content'; readonly content: unknown } | { readonly is: 'unreadable' };

type Format = PlatformAnswer['format'];

const UNREADABLE: AnswerContent = { is: 'unreadable' };

/** Reads an answer's bytes, and the answer inside it where there is one. Never throws. */
export const readAnswer = (body: Uint8Array, { format, inside }: Pick<PlatformAnswer, 'format' | 'inside'>): AnswerContent => {
  const text = utf8(body);
  const outer = text === undefined ? UNREADABLE : parsed(text, format);
  if (inside === undefined || outer.is === 'unreadable') return outer;
  const held = textAt(outer.content, inside.at);
  return held === undefined ? UNREADABLE : parsed(held, inside.format);
};

const utf8 = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined; // not the text that was agreed: the caller says so
  }
};

const parsed = (text: string, format: Format): AnswerContent => {
  if (format === 'text') return { is: 'content', content: text.trim() };
  if (format === 'json') return json(text);
  const root = readXml(text);
  return root === undefined ? UNREADABLE : { is: 'content', content: { [root.name]: root.content } };
};

const json = (text: string): AnswerContent => {
  try {
    const content: unknown = JSON.parse(text);
    return { is: 'content', content };
  } catch {
    return UNREADABLE; // a page of a proxy, or half an answer
  }
};

const named = z.looseObject({});
const leaf = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

/** What stands at a place; undefined where nothing does. */
const contentAt = (content: unknown, place: readonly string[]): unknown =>
  place.reduce<unknown>((at, name) => {
    const found = named.safeParse(at);
    return found.success && Object.hasOwn(found.data, name) ? found.data[name] : undefined;
  }, content);

/** The text, number or truth at a place, as text; undefined where none is. */
export const textAt = (content: unknown, place: readonly string[]): string | undefined => {
  const found = leaf.safeParse(contentAt(content, place));
  return found.success ? found.data.trim() : undefined;
};

/** The rows at a place: a list, or one row that stands alone; none where nothing is. */
export const rowsAt = (content: unknown, place: readonly string[]): readonly unknown[] => {
  const found = contentAt(content, place);
  if (Array.isArray(found)) return found;
  return found === undefined || found === null || found === '' ? [] : [found];
};
