import { locales, type z } from 'zod';
import { notYaml, type Path, readYamlText } from '../../../gateway/data-text/yaml-text.ts';
import type { Fault } from '../../../gateway/domain/edge-error.ts';
import { say } from '../../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import { placeText } from '../../../gateway/domain/place-text.ts';
import { lintPlatform, type PlatformFinding } from './lint-platform.ts';
import { type PlatformInterface, platformSchema } from './platform-interface.ts';

/** What a file turned out to be. */
export type ParsedPlatform =
  | { readonly is: 'platform'; readonly platform: PlatformInterface }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

/** Deeper than any body that may be sent: what is nested deeper isn't even looked at. */
const DEEPEST = 40;

/** Reads an interface from the text of a YAML file: its form, then its sense. Never throws: all faults come back, with their lines. */
export const parsePlatform = (text: string, language: Language): ParsedPlatform => {
  // An alias has no use here, and a nest of them could fill the memory.
  const content = readYamlText(text, { language, mostAliases: 0 });
  if (content.is === 'faulty') return faulty(content.faults);
  const { value, lineOf } = content;
  if (depthOf(value) > DEEPEST) return faulty([notYaml(`nested deeper than ${DEEPEST}`, 1, language)]);
  const { localeError } = language === 'zh-CN' ? locales.zhCN() : locales.en();
  const read = platformSchema.safeParse(value, { error: localeError });
  if (!read.success) return faulty(read.error.issues.flatMap((issue) => shapeFaults(issue, lineOf, language)));
  const findings = lintPlatform(read.data);
  if (findings.length === 0) return { is: 'platform', platform: read.data };
  return faulty(findings.map((finding) => senseFault(finding, lineOf, language)));
};

const faulty = (faults: readonly Fault[]): ParsedPlatform => ({
  is: 'faulty',
  faults: [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
});

const depthOf = (value: unknown, depth = 0): number =>
  typeof value !== 'object' || value === null || depth > DEEPEST
    ? depth
    : Object.values(value).reduce<number>((most, each) => Math.max(most, depthOf(each, depth + 1)), depth);

const shapeFaults = (issue: z.core.$ZodIssue, lineOf: (path: Path) => number, language: Language): readonly Fault[] => {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const key = issue.message === 'one-kind' ? 'platform.one-kind' : 'platform.shape';
  return paths.map((path) => ({
    line: lineOf(path),
    ...(path.length === 0 ? {} : { place: placeText(path) }),
    wrong: say(language, key, { why: issue.message }),
    remedy: say(language, `${key}.do`),
  }));
};

const senseFault = ({ path, name, filling }: PlatformFinding, lineOf: (path: Path) => number, language: Language): Fault => ({
  line: lineOf(path),
  place: placeText(path),
  wrong: say(language, `platform.${name}`, filling),
  remedy: say(language, `platform.${name}.do`, filling),
});
