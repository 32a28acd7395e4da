import type { core } from 'zod';
import { type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';

type Issue = core.$ZodRawIssue;

interface Said {
  readonly key: MessageKey;
  readonly filling?: Filling;
}

/** What is wrong with a field, in the words of the catalogue: whoever entered it reads no types and no patterns. */
export const fieldWords = (issue: Issue, language: Language): string => {
  const { key, filling } = saidOf(issue);
  return say(language, key, filling);
};

const TYPES: Readonly<Record<string, MessageKey>> = { number: 'form.number', int: 'form.whole', string: 'form.text' };

const saidOf = (issue: Issue): Said => {
  if (issue.input === undefined) return { key: 'form.missing' };
  switch (issue.code) {
    case 'invalid_type':
      return { key: TYPES[issue.expected] ?? 'form.not-understood' };
    case 'invalid_value':
      return { key: 'form.choice', filling: { choices: issue.values.map(String).join(', ') } };
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive ?? true);
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), issue.inclusive ?? true);
    case 'unrecognized_keys':
      return { key: 'form.unknown', filling: { fields: issue.keys.map((name) => name.slice(0, LONGEST_NAME)).join(', ') } };
    case 'invalid_format':
      return issue.format === 'date' ? { key: 'form.date' } : written(issue.input);
    default:
      return written(issue.input);
  }
};

/** Of a field's name that nobody knows, so much is said. */
const LONGEST_NAME = 40;

const tooSmall = (origin: string, least: number, inclusive: boolean): Said => {
  const filling = { least };
  if (origin === 'string') return least === 1 ? { key: 'form.empty' } : { key: 'form.short', filling };
  if (origin === 'array') return least === 1 ? { key: 'form.missing' } : { key: 'form.few', filling };
  return { key: inclusive ? 'form.least' : 'form.above', filling };
};

const tooBig = (origin: string, most: number, inclusive: boolean): Said => {
  const filling = { most };
  if (origin === 'string') return { key: 'form.long', filling };
  if (origin === 'array') return { key: 'form.many', filling };
  return { key: inclusive ? 'form.most' : 'form.below', filling };
};

const written = (input: unknown): Said => ({
  key: typeof input === 'string' && /[\p{Cc}\p{Co}\p{Cs}]/u.test(input) ? 'form.characters' : 'form.not-understood',
});
