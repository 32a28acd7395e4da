import { dirname, resolve } from 'node:path';
import { loadProfiles } from '../../device-profiles/load-profiles.ts';
import type { Profile } from '../../device-profiles/profile.ts';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import type { LimitSet } from '../domain/limit.ts';
import { languageOf, say } from '../domain/messages/catalogue.ts';
import { LANGUAGES, type Language } from '../domain/messages/message.ts';
import { valueAt } from './content-path.ts';
import { type Finding, faultOf } from './finding.ts';
import { readSiteText } from './read-site-text.ts';
import type { Site } from './site.ts';
import { understand } from './understand.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** What a configuration is read with. */
export interface SiteSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The profiles that come with Larder; the site's own are added, and take the place of one with the same id. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** The rules that come with Larder, by the names that sites use. */
  readonly rules: ReadonlyMap<string, LimitSet>;
}

/**
 * Reads the configuration of one box. All faults are told at once, in the file's own language, else in the environment's.
 * Throws EdgeError `config-unreadable`, or `config-invalid` with every fault: file, line, place, what is wrong, what to write.
 */
export const loadSite = async (file: string, surroundings: SiteSurroundings): Promise<Site> => {
  const { LC_ALL, LC_MESSAGES, LANG } = surroundings.environment;
  const locale = languageOf(LC_ALL || LC_MESSAGES || LANG);
  const read = await readSiteText(file, locale);
  if (read.is === 'refused') throw invalid(file, locale, wordsFor([read.finding], file, locale));
  const { source, findings } = readYaml(read.text);
  const language = languageOfFile(source) ?? locale;
  if (source === undefined) throw invalid(file, language, wordsFor(findings, file, language));
  return await siteOf(file, language, source, findings, surroundings);
};

const siteOf = async (
  file: string,
  language: Language,
  source: YamlSource,
  inText: readonly Finding[],
  { environment, profiles: shipped, rules }: SiteSurroundings,
): Promise<Site> => {
  const absolute = resolve(file);
  const folder = dirname(absolute);
  const own = await ownProfiles(source, folder, language);
  const profiles = new Map([...shipped, ...own.profiles]);
  const { site, findings } = await understand(source, { file: absolute, folder, language, environment, profiles, rules });
  const all = [...inText, ...findings];
  const faults = wordsFor(
    all.filter((finding) => finding.warning !== true),
    file,
    language,
    source,
  );
  if (site === undefined || faults.length + own.faults.length > 0) throw invalid(file, language, [...faults, ...own.faults]);
  return { ...site, warnings: wordsFor(all, file, language, source) };
};

const languageOfFile = (source: YamlSource | undefined): Language | undefined => {
  const written = source === undefined ? undefined : valueAt(source.content, ['gateway', 'language']);
  return LANGUAGES.find((language) => language === written);
};

interface OwnProfiles {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly faults: readonly Fault[];
}

const ownProfiles = async (source: YamlSource, folder: string, language: Language): Promise<OwnProfiles> => {
  const written = valueAt(source.content, ['profiles']);
  if (typeof written !== 'string' || written === '') return { profiles: new Map(), faults: [] };
  try {
    return { profiles: await loadProfiles([resolve(folder, written)], language), faults: [] };
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    return { profiles: new Map(), faults: error.faults };
  }
};

const wordsFor = (findings: readonly Finding[], file: string, language: Language, source?: YamlSource): readonly Fault[] =>
  findings
    .map((finding) => faultOf(finding, file, language, (path) => source?.lineOf(path)))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));

const invalid = (file: string, language: Language, faults: readonly Fault[]): EdgeError =>
  new EdgeError('config-invalid', say(language, 'config.invalid', { file, faults: faults.length }), { faults });
