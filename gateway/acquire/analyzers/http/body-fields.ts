import { decodeText } from '../decode-text.ts';

/** What a body holds once it is read as JSON: numbers are text as sent, so that 10.50 stays 10.50. */
export type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

// Strings are passed over, so that only numbers outside them are put in quotes. Linear: the text was found to be JSON before.
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Reads JSON; undefined for what is none. */
export const readJson = (text: string): Json | undefined => {
  try {
    JSON.parse(text);
    const quoted = text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`));
    const value: Json = JSON.parse(quoted);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** A form's fields, the last of a name counting. Source: WHATWG URL, application/x-www-form-urlencoded; the encoding is the profile's. */
export const readForm = (bytes: Uint8Array, encoding: 'utf-8' | 'gb18030' | 'latin1'): Json => {
  const text = decodeText(bytes, 'latin1');
  const fields = text.split('&', MOST_FIELDS).map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [decoded(name, encoding), decoded(value.join('='), encoding)] as const;
  });
  return Object.fromEntries(fields.filter(([name]) => name !== '__proto__'));
};

const MOST_FIELDS = 500;

const decoded = (text: string, encoding: 'utf-8' | 'gb18030' | 'latin1'): string => {
  const bytes = Buffer.from(
    text.replaceAll('+', ' ').replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return decodeText(bytes, encoding);
};

type JsonObject = { readonly [key: string]: Json };

/** True for an object; a list and null are none. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path of keys, as `data.result`; undefined where nothing does. */
export const valueAt = (value: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
