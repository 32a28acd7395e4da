import type { z } from 'zod';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import { type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';
import { fieldWords } from './field-words.ts';

/** Something that was asked and can't be done, in the words of the catalogue. */
export const refusal = (language: Language, key: MessageKey, filling?: Filling): EdgeError =>
  new EdgeError('request-refused', say(language, key, filling));

/** Many faults of one form, told at once. */
export const refusalOf = (language: Language, faults: readonly Fault[]): EdgeError =>
  new EdgeError(
    'request-refused',
    say(language, faults.length === 1 ? 'form.refused.one' : 'form.refused', { faults: faults.length }),
    { faults },
  );

/** One fault of a form: where, and what. */
export const faultAt = (language: Language, place: string, key: MessageKey, filling?: Filling): Fault => ({
  place,
  wrong: say(language, key, filling),
  remedy: say(language, 'form.refused.do'),
});

/** Reads what a person or a program entered. @throws EdgeError `request-refused` with all faults at once. */
export const readForm = <Form>(schema: z.ZodType<Form>, entered: unknown, language: Language): Form => {
  const read = schema.safeParse(entered, { error: (issue) => fieldWords(issue, language) });
  if (read.success) return read.data;
  throw refusalOf(
    language,
    read.error.issues.map(({ path, message }) => ({
      ...(path.length === 0 ? {} : { place: path.map(String).join('.') }),
      wrong: message,
      remedy: say(language, 'form.refused.do'),
    })),
  );
};
