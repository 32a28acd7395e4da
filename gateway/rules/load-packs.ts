import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Path } from '../data-text/yaml-text.ts';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import type { LimitSet } from '../domain/limit.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { placeText } from '../domain/place-text.ts';
import { type ReadFile, readDataFile, readDataFolder } from './data-folder.ts';
import { lintRule } from './lint-pack.ts';
import type { Superseded } from './pack.ts';
import { type ParsedPack, parsePack } from './parse-pack.ts';

/** The folder of the rule packs that come with Larder; beside this file both in the sources and once compiled. */
export const SHIPPED_PACKS: string = fileURLToPath(new URL('./packs/', import.meta.url));

/** The shipped list of texts that were replaced: it holds for a site's own packs, too. */
const SUPERSEDED = 'superseded.yaml';

type ReadPack = ReadFile<ParsedPack>;

/**
 * Reads every `*.yaml` of a folder; a rule is found by its id, as in `cn.fridge`. Packs that aren't `wanted`, by the name
 * of their file, stay closed: to read them all takes a small box a good part of its start.
 * Throws EdgeError `rules-invalid` with all faults of all files: file, line, what is wrong, and what to do about it.
 */
export const loadRulePacks = async (
  folder = SHIPPED_PACKS,
  language: Language = 'en',
  wanted: (pack: string) => boolean = () => true,
): Promise<ReadonlyMap<string, LimitSet>> => {
  const own = await readDataFolder(folder, parsePack, language, wanted);
  const packs =
    folder === SHIPPED_PACKS ? own : [...own, await readDataFile(join(SHIPPED_PACKS, SUPERSEDED), parsePack, language)];
  const faults = [...packs.flatMap(shapeFaults), ...senseFaults(packs, language), ...doubleFaults(packs, language)];
  if (faults.length > 0)
    throw new EdgeError('rules-invalid', say(language, 'alarm.pack.invalid', { faults: faults.length }), { faults });
  return new Map(rulesOf(packs).map(({ rule }) => [rule.id, rule]));
};

const shapeFaults = ({ file, parsed }: ReadPack): readonly Fault[] =>
  parsed.is === 'pack' ? [] : parsed.faults.map((fault) => ({ file, ...fault }));

interface PlacedRule {
  readonly rule: LimitSet;
  readonly fault: (path: Path, wrong: string, remedy: string) => Fault;
}

const rulesOf = (packs: readonly ReadPack[]): readonly PlacedRule[] =>
  packs.flatMap(({ file, parsed }) => {
    if (parsed.is !== 'pack') return [];
    return parsed.pack.rules.map((rule, place) => ({
      rule,
      fault: (path: Path, wrong: string, remedy: string): Fault => {
        const whole = ['rules', place, ...path];
        return { file, line: parsed.lineOf(whole), place: placeText(whole), wrong, remedy };
      },
    }));
  });

const senseFaults = (packs: readonly ReadPack[], language: Language): readonly Fault[] => {
  const superseded: readonly Superseded[] = packs.flatMap(({ parsed }) => (parsed.is === 'pack' ? parsed.pack.superseded : []));
  return rulesOf(packs).flatMap(({ rule, fault }) =>
    lintRule(rule, superseded).map(({ path, wrong, filling }) =>
      fault(path, say(language, wrong, filling), say(language, 'alarm.pack.sense.do')),
    ),
  );
};

const doubleFaults = (packs: readonly ReadPack[], language: Language): readonly Fault[] => {
  const rules = rulesOf(packs);
  return rules
    .filter(({ rule }, place) => rules.findIndex((other) => other.rule.id === rule.id) < place)
    .map(({ rule, fault }) =>
      fault(['id'], say(language, 'alarm.pack.double', { id: rule.id }), say(language, 'alarm.pack.double.do')),
    );
};
