import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../../device-profiles/profile.ts';
import { readYamlText } from '../../gateway/data-text/yaml-text.ts';
import { EdgeError, type Fault, wordsOf } from '../../gateway/domain/edge-error.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import { placeText } from '../../gateway/domain/place-text.ts';
import { checkScenario, type ScenarioFinding } from './check-scenario.ts';
import { type Scenario, scenarioSchema } from './scenario-schema.ts';
import { type ShapeFinding, shapeFindings } from './scenario-shape.ts';

/** The folder of the scenarios that come with Larder; beside this file's folder both in the sources and once compiled. */
export const SHIPPED_SCENARIOS: string = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** A scenario's file is at most this many bytes. */
const LARGEST_SCENARIO = 1_048_576;

interface Needs {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly language?: Language;
}

type Parsed =
  | { readonly is: 'scenario'; readonly scenario: Scenario }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

const faultOf = ({ key, filling = {}, of }: ScenarioFinding, language: Language): Fault => {
  const words = of === undefined ? filling : { ...filling, of: say(language, of) };
  return { wrong: say(language, `scenario.${key}`, words), remedy: say(language, `scenario.${key}.do`, words) };
};

const shapeFault = ({ wrong, remedy, filling, form }: ShapeFinding, language: Language): Fault => {
  const words = { ...filling, form: form === undefined ? '' : say(language, form.words, form.filling) };
  return { wrong: say(language, wrong, words), remedy: say(language, remedy, words) };
};

/** Reads a scenario from YAML text. Never throws: what is wrong comes back as faults, all of them, with their lines. */
export const parseScenario = (text: string, { profiles, language = 'en' }: Needs): Parsed => {
  // An alias has no use in a scenario, and a nest of them could fill the memory.
  const source = readYamlText(text, { language, mostAliases: 0 });
  if (source.is === 'faulty') return source;
  const at = (path: readonly PropertyKey[]): Pick<Fault, 'line' | 'place'> => ({
    line: source.lineOf(path),
    place: placeText(path),
  });
  const read = scenarioSchema.safeParse(source.value);
  if (!read.success) {
    const shapeless = shapeFindings(read.error.issues, scenarioSchema, source.value);
    return { is: 'faulty', faults: shapeless.map((finding) => ({ ...at(finding.path), ...shapeFault(finding, language) })) };
  }
  const findings = checkScenario(read.data, profiles);
  if (findings.length === 0) return { is: 'scenario', scenario: read.data };
  return { is: 'faulty', faults: findings.map((finding) => ({ ...at(finding.path), ...faultOf(finding, language) })) };
};

const textOf = async (file: string, language: Language): Promise<string> => {
  const remedy = say(language, 'scenario.unreadable.do');
  const refused = (wrong: string, cause?: unknown): EdgeError =>
    new EdgeError('scenario-invalid', wrong, { cause, faults: [{ file, wrong, remedy }] });
  const { size } = await stat(file).catch((error: unknown) => {
    throw refused(say(language, 'scenario.unreadable', { why: wordsOf(error) }), error);
  });
  if (size > LARGEST_SCENARIO) throw refused(say(language, 'scenario.too-long', { bytes: size, most: LARGEST_SCENARIO }));
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw refused(say(language, 'scenario.unreadable', { why: wordsOf(error) }), error);
  });
};

/** Reads a scenario file. Throws EdgeError `scenario-invalid` with all its faults: line, what is wrong, what to do about it. */
export const loadScenario = async (file: string, needs: Needs): Promise<Scenario> => {
  const { language = 'en' } = needs;
  const parsed = parseScenario(await textOf(file, language), needs);
  if (parsed.is === 'scenario') return parsed.scenario;
  const faults = parsed.faults.map((fault) => ({ file, ...fault }));
  throw new EdgeError('scenario-invalid', say(language, 'scenario.invalid', { file, faults: faults.length }), { faults });
};
