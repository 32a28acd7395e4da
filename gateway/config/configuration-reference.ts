import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { keyWords } from './key-words.ts';
import { formOf } from './schema-findings.ts';
import { everyKey, type SchemaKey } from './schema-tree.ts';
import { siteSchema } from './site-schema.ts';

/** The reference of every key of the configuration, as Markdown: made from the schema, so that it can't differ from it. */
export const configurationReference = (language: Language): string => {
  const keys = everyKey(siteSchema);
  const tops = keys.filter(({ place }) => !/[.[]/.test(place));
  const sections = tops.flatMap((top) => {
    const inner = keys.filter(({ place }) => place.startsWith(`${top.place}.`) || place.startsWith(`${top.place}[`));
    return inner.length === 0 ? [] : [section(top, inner, language)];
  });
  return [
    say(language, 'config.reference.head'),
    table(tops, '', language),
    ...sections,
    say(language, 'config.reference.secrets'),
    '',
  ].join('\n\n');
};

const section = (top: SchemaKey, inner: readonly SchemaKey[], language: Language): string =>
  [`## ${top.place}`, keyWords(top.place, language), table(inner, top.place, language)].join('\n\n');

const table = (keys: readonly SchemaKey[], above: string, language: Language): string =>
  [say(language, 'config.reference.columns'), '|---|---|---|---|', ...keys.map((key) => row(key, above, language))].join('\n');

const row = ({ place, schema, required, preset }: SchemaKey, above: string, language: Language): string => {
  const form = formOf(schema);
  const short = place.slice(above.length).replace(/^(\[\])?\./, '');
  const missing = required ? say(language, 'config.reference.required') : presetText(preset);
  return `| ${[`\`${short}\``, say(language, form.words, form.filling), missing, keyWords(place, language)].map(cell).join(' | ')} |`;
};

const presetText = (preset: unknown): string => (typeof preset === 'string' || typeof preset === 'number' ? `\`${preset}\`` : '');

const cell = (text: string): string => text.replaceAll('|', '\\|');
