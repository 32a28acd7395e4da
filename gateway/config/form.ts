import { z } from 'zod';
import { DURATION_PATTERN, durationText, parseDuration } from '../domain/duration.ts';
import type { MessageKey } from '../domain/messages/catalogue.ts';
import type { Filling } from '../domain/messages/message.ts';
import { BYTE_SIZE_PATTERN, parseByteSize } from './byte-size.ts';
import { NET_ADDRESS_PATTERN, type NetAddress, parseNetAddress } from './net-address.ts';

/** What a value must look like, in words: the remedy of a fault, and a column of the reference. */
export interface Form {
  readonly words: MessageKey;
  readonly filling?: Filling;
  /** Never shown as it was written: it may hold a secret. */
  readonly secret?: true;
}

/** The form of each leaf of the schema. */
export const FORMS = z.registry<Form>();

/** Text that a pattern admits, read by a function that may still decline. */
const parsed = <Value>(pattern: RegExp, parse: (text: string) => Value | undefined) =>
  z
    .string()
    .regex(pattern)
    .transform((text, context): Value => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', input: text });
      return z.NEVER;
    });

/** Control characters have no business in a name, and would steer whatever terminal shows it. Read alike with and without the flag `u`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
export const PRINTABLE = /^[^\u0000-\u001f\u007f-\u009f]+$/;

/** A short text in anybody's language. */
export const text = () => z.string().min(1).max(200).regex(PRINTABLE).register(FORMS, { words: 'config.form.text' });

/** A name that stands in messages, topics and file names. */
export const identifier = () =>
  z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .register(FORMS, { words: 'config.form.identifier' });

/** A path of the file system; relative ones count from the configuration's folder. */
export const path = () => z.string().min(1).max(4_096).regex(PRINTABLE).register(FORMS, { words: 'config.form.path' });

/** A duration in ms, from `least` to `most`. */
export const duration = (least: string, most: string) => {
  const [from, to] = [parseDuration(least) ?? 0, parseDuration(most) ?? Number.POSITIVE_INFINITY];
  return parsed(DURATION_PATTERN, (written) => {
    const read = parseDuration(written);
    return read !== undefined && read >= from && read <= to ? read : undefined;
  }).register(FORMS, { words: 'config.form.duration', filling: { least: durationText(from), most: durationText(to) } });
};

/** A size in bytes, at least `least`. */
export const byteSize = (least: string) =>
  parsed(BYTE_SIZE_PATTERN, (written) => {
    const read = parseByteSize(written);
    return read !== undefined && read >= (parseByteSize(least) ?? 0) ? read : undefined;
  }).register(FORMS, { words: 'config.form.bytes', filling: { least } });

/** `host:port`. */
export const netAddress = () =>
  parsed<NetAddress>(NET_ADDRESS_PATTERN, parseNetAddress).register(FORMS, { words: 'config.form.address' });

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words).register(FORMS, { words: 'config.form.one-of', filling: { words: words.join(', ') } });

/** A whole number from `least` to `most`. */
export const whole = (least: number, most: number) =>
  z.int().min(least).max(most).register(FORMS, { words: 'config.form.whole', filling: { least, most } });

/** One of a few whole numbers. */
export const oneOfNumbers = <const Number extends number>(numbers: readonly Number[]): z.ZodLiteral<Number> => {
  const schema = z.literal(numbers);
  FORMS.add(schema, { words: 'config.form.one-of', filling: { words: numbers.join(', ') } });
  return schema;
};

/** Any number. */
export const decimal = (least: number, most: number) =>
  z.number().min(least).max(most).register(FORMS, { words: 'config.form.number', filling: { least, most } });

/** Text of a shape of its own, explained by `words`. */
export const shaped = (pattern: RegExp, words: MessageKey) => z.string().regex(pattern).register(FORMS, { words });

/** Text that may hold a secret, explained by `words`; it is never shown. */
export const secretive = (pattern: RegExp, words: MessageKey) =>
  z.string().min(1).max(4_096).regex(pattern).register(FORMS, { words, secret: true });

/** A local date, `2026-10-01`. */
export const date = () => z.iso.date().register(FORMS, { words: 'config.form.date' });

const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/;

/** A local time of day, `10:30`, in minutes since midnight. */
export const timeOfDay = () =>
  parsed(TIME_OF_DAY, (written) => Number(written.slice(0, 2)) * 60 + Number(written.slice(3))).register(FORMS, {
    words: 'config.form.time-of-day',
  });
