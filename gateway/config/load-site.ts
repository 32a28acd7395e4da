import { dirname, parse, resolve } from 'node:path';
import type { AnalyzerProfile } from '../../device-profiles/analyzer/analyzer-profile.ts';
import type { Profile } from '../../device-profiles/profile.ts';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import type { LimitSet } from '../domain/limit.ts';
import { languageOf, say } from '../domain/messages/catalogue.ts';
import { LANGUAGES, type Language } from '../domain/messages/message.ts';
import type { PlatformWants } from './check-platforms.ts';
import { valueAt } from './content-path.ts';
import { type Finding, type FindingName, fault, faultOf } from './finding.ts';
import { knownAnalyzers, knownProfiles, knownRules, namesPlatforms, type ReadShipped } from './named-knowledge.ts';
import { faultsOfOwnFile, incomplete, type ReadFolder, readOwnFolder, type TryFile } from './own-folder.ts';
import { readSiteText } from './read-site-text.ts';
import type { Site } from './site.ts';
import { understand } from './understand.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** More faults than this are counted, not listed: whoever sees so many named the wrong file. */
const MOST_FAULTS = 200;

/** What a configuration is read with. */
export interface SiteSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads the profiles that come with Larder, by id; the site's own are added, and take the place of one with the same id. */
  readonly readProfiles: ReadShipped<Profile>;
  /** The same for analyzers. Called only where the site has one. */
  readonly readAnalyzers: ReadShipped<AnalyzerProfile>;
  /** Reads a folder of the site's own profiles, of devices and analyzers. Throws EdgeError with all its faults. */
  readonly readOwnProfiles: ReadFolder<Profile | AnalyzerProfile>;
  /** The same for rules, by the names that sites use. */
  readonly readRules: ReadShipped<LimitSet>;
  /** Reads a folder of the site's own rules. Throws EdgeError with all its faults. */
  readonly readOwnRules: ReadFolder<LimitSet>;
  /** Reads a folder of the site's own limits of rapid tests, beside the shipped ones. Throws EdgeError with all its faults. */
  readonly readOwnLimits: ReadFolder<unknown>;
  /** Reads a file of the site's own corrective actions, to see whether it can be. Throws EdgeError with all its faults. */
  readonly readOwnActions: TryFile;
  /** The same of the site's own checklist. */
  readonly readOwnChecklist: TryFile;
  /** Reads the municipal interfaces that come with Larder, or those of a folder of the site's own. Throws EdgeError with all their faults. */
  readonly readPlatforms: (folder: string | undefined, language: Language) => Promise<ReadonlyMap<string, PlatformWants>>;
  /** False for whoever connects to no platform: passwords and certificates are then neither fetched nor missed. Default true. */
  readonly connects?: boolean;
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
  { environment, connects = true, ...read }: SiteSurroundings,
): Promise<Site> => {
  const absolute = resolve(file);
  const where = { file: absolute, folder: dirname(absolute), language };
  const ownProfiles = await readOwnFolder('profiles', source.content, where, read.readOwnProfiles);
  const ownRules = await readOwnFolder('rules', source.content, where, read.readOwnRules);
  const ownLimits = await readOwnFolder('limits', source.content, where, read.readOwnLimits);
  const ownPlatforms = await readOwnFolder('platforms', source.content, where, read.readPlatforms);
  const inActions = await faultsOfOwnFile('actions', source.content, where, read.readOwnActions);
  const inChecklist = await faultsOfOwnFile('checklist', source.content, where, read.readOwnChecklist);
  const shippedPlatforms = namesPlatforms(source.content) ? await read.readPlatforms(undefined, language) : [];
  const own = kindsOf(ownProfiles.entries);
  const known = {
    profiles: await knownProfiles(source.content, own.devices, read.readProfiles),
    analyzers: await knownAnalyzers(source.content, own.analyzers, read.readAnalyzers),
    rules: await knownRules(source.content, ownRules.entries, read.readRules),
    platforms: new Map([...shippedPlatforms, ...ownPlatforms.entries]),
  };
  const { site, findings } = await understand(source, { ...where, environment, connects, ...known });
  const unknown = [
    ...(incomplete(ownProfiles) ? UNKNOWN_PROFILE : []),
    ...(incomplete(ownRules) ? UNKNOWN_RULE : []),
    ...(incomplete(ownPlatforms) ? UNKNOWN_PLATFORM : []),
  ];
  const ownFaults = [ownProfiles, ownRules, ownLimits, ownPlatforms].flatMap(({ faults }) => faults);
  const all = [
    ...inText,
    ...ownProfiles.findings,
    ...ownRules.findings,
    ...ownLimits.findings,
    ...ownPlatforms.findings,
    ...findings.flatMap((finding) => (unknown.includes(finding.name) ? perhapsOwn(finding, ownFaults) : finding)),
  ];
  const words = (found: readonly Finding[]) => wordsFor(found, file, language, source);
  const faults = [...words(all.filter((each) => each.warning !== true)), ...ownFaults, ...inActions, ...inChecklist];
  if (site === undefined || faults.length > 0) throw invalid(file, language, faults);
  return { ...site, warnings: words(all) };
};

/**
 * What is not known may stand in a file of the site's own that could not be read. Nothing more is said where that file has
 * its name: its own faults are told.
 */
const perhapsOwn = ({ path, filling = {} }: Finding, ownFaults: readonly Fault[]): readonly Finding[] => {
  const name = String(filling['profile'] ?? filling['rule'] ?? filling['platform'] ?? '');
  const isOf = ({ file = '' }: Fault): boolean => [name, name.split('.')[0]].includes(parse(file).name);
  return ownFaults.some(isOf) ? [] : [fault('perhaps-own', path, { name })];
};

const UNKNOWN_PROFILE: readonly FindingName[] = [
  'unknown-profile',
  'mistyped-profile',
  'unknown-analyzer-profile',
  'mistyped-analyzer-profile',
];
const UNKNOWN_RULE: readonly FindingName[] = ['unknown-rule', 'mistyped-rule'];
const UNKNOWN_PLATFORM: readonly FindingName[] = ['unknown-platform', 'mistyped-platform'];

const kindsOf = (profiles: ReadonlyMap<string, Profile | AnalyzerProfile>) => {
  const devices = new Map<string, Profile>();
  const analyzers = new Map<string, AnalyzerProfile>();
  for (const [id, profile] of profiles) {
    if ('link' in profile) analyzers.set(id, profile);
    else devices.set(id, profile);
  }
  return { devices, analyzers };
};

const languageOfFile = (source: YamlSource | undefined): Language | undefined => {
  const written = source === undefined ? undefined : valueAt(source.content, ['gateway', 'language']);
  return LANGUAGES.find((language) => language === written);
};

const wordsFor = (findings: readonly Finding[], file: string, language: Language, source?: YamlSource): readonly Fault[] => {
  const faults = findings
    .map((finding) => faultOf(finding, file, language, (path) => source?.lineOf(path)))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const more = faults.length - MOST_FAULTS;
  return more <= 0
    ? faults
    : [...faults.slice(0, MOST_FAULTS), faultOf(fault('more-faults', [], { more }), file, language, () => undefined)];
};

const invalid = (file: string, language: Language, faults: readonly Fault[]): EdgeError =>
  new EdgeError('config-invalid', say(language, 'config.invalid', { file, faults: faults.length }), {
    faults,
    language,
  });
