import { readFileSync } from 'node:fs';
import { EDGE_ERROR_CODES } from '../../gateway/domain/edge-error.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';

/** The README of each language. */
export const READMES: Readonly<Record<Language, string>> = { en: 'README.md', 'zh-CN': 'README.zh-CN.md' };

const ERROR_HEADS: Readonly<Record<Language, string>> = { en: '| code | what to do |', 'zh-CN': '| 代码 | 怎么办 |' };

const errorTable = (language: Language): string =>
  [
    ERROR_HEADS[language],
    '|---|---|',
    ...EDGE_ERROR_CODES.map((code) => `| \`${code}\` | ${say(language, `hint.${code}`)} |`),
  ].join('\n');

const fenced = (kind: string, text: string): string => `\`\`\`${kind}\n${text.trimEnd()}\n\`\`\``;

/** The commands, as the program itself lists them. */
export const commandNames = (): readonly string[] => {
  const source = readFileSync('gateway/cli/larder.ts', 'utf8');
  return [...source.matchAll(/^ {2}(\w+): async \(\) => [({]/gm)].map(([, name]) => name ?? '');
};

/** The parts of a README that are made, by the name of their marks. */
export const readmeSections = (language: Language): Readonly<Record<string, string>> => ({
  'first-device': fenced('yaml', readFileSync('docs/examples/first-device.yaml', 'utf8')),
  usage: fenced('text', say(language, 'command.usage', { commands: commandNames().join(' | ') })),
  errors: errorTable(language),
});

/** What stands between the marks of `name`; undefined where a mark is missing. */
export const sectionOf = (document: string, name: string): string | undefined =>
  new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)\n?<!-- /${name} -->`).exec(document)?.[1];

/** The document with its made sections made anew. */
export const withSections = (document: string, sections: Readonly<Record<string, string>>): string =>
  Object.entries(sections).reduce(
    (text, [name, section]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_all, open: string, close: string) => `${open}${section}\n${close}`,
      ),
    document,
  );
