import { type Diagnosis, diagnose } from '../acquire/finding/diagnosis.ts';
import { disagreements, type KnownDevice, newUnits } from '../acquire/finding/known-devices.ts';
import { linkText } from '../acquire/finding/link-text.ts';
import type { FoundUnit, ScanReport } from '../acquire/finding/scan-line.ts';
import type { ScanTry } from '../acquire/finding/scan-plan.ts';
import { listSerialPorts } from '../acquire/finding/serial-ports.ts';
import { settingsText } from '../acquire/finding/settings-text.ts';
import { suggestedYaml } from '../acquire/finding/suggestion.ts';
import { realPathOf } from '../acquire/finding/system-files.ts';
import type { Link } from '../acquire/line/line-settings.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ChosenLine } from './chosen-line.ts';
import type { FindingWorld } from './finding-world.ts';
import { scanWords } from './scan-words.ts';
import type { WireWishes } from './wire-options.ts';

/** A search as it was wished for. */
export interface Search {
  readonly chosen: ChosenLine;
  readonly wishes: WireWishes;
  readonly plan: readonly ScanTry[];
  readonly all: boolean;
  readonly patience: number;
}

/** What to paste: the speed at which most were found, the port by the name that lasts, and nothing that the configuration has. */
export const yamlFor = async (
  { chosen }: Search,
  { tries }: ScanReport,
  world: FindingWorld,
  language: Language,
): Promise<readonly string[]> => {
  const [most] = [...tries].sort((a, b) => b.found.length - a.found.length);
  if (most === undefined || most.found.length === 0) return [];
  const { configured } = chosen;
  const found = newUnits(most.found, knownDevices(chosen));
  if (configured === undefined)
    return suggestedYaml({ id: 'line-1', link: await lastingLink(chosen.link, world), settings: most.settings }, found, language);
  const differs =
    most.settings !== undefined && (most.settings.baud !== configured.baud || most.settings.parity !== configured.parity);
  return suggestedYaml({ id: configured.id, settings: differs ? most.settings : undefined }, found, language);
};

const knownDevices = ({ site, configured }: ChosenLine): readonly KnownDevice[] =>
  configured === undefined ? [] : (site?.devices.filter(({ line }) => line === configured.id) ?? []);

/** What the wire itself tells, and where it disagrees with the configuration. */
export const diagnosisOf = ({ chosen, plan }: Search, report: ScanReport): readonly Diagnosis[] => {
  const asked = new Set(
    plan.slice(0, plan.length - report.leftOut).flatMap(({ questions }) => questions.map(({ unit }) => unit)),
  );
  const found = report.tries.flatMap((one) => one.found);
  return [...diagnose(report), ...(report.ended ? [] : disagreements(found, knownDevices(chosen), asked))];
};

const lastingLink = async (link: Link, { roots }: FindingWorld): Promise<Link> => {
  if (link.kind !== 'serial') return link;
  const real = await realPathOf(link.path);
  const port = (await listSerialPorts(roots)).ports.find(({ path }) => path === real);
  return { kind: 'serial', path: port?.recommended ?? link.path };
};

/** What a person reads of a search. */
export const inWords = (
  report: ScanReport,
  wire: readonly Diagnosis[],
  yaml: readonly string[],
  asked: Asked,
  language: Language,
): readonly string[] => [
  ...scanWords(report, wire, language),
  ...(yaml.length === 0 ? [] : [say(language, 'finding.scan.paste'), '', ...yaml, '']),
  ...askedWords(report, asked, language),
];

/** Whom a search was told to ask. */
interface Asked {
  readonly all: boolean;
  /** The unit ids as they were written, where somebody named some. */
  readonly units?: string | undefined;
}

const askedWords = ({ leftOut }: ScanReport, { all, units }: Asked, language: Language): readonly string[] => {
  if (units !== undefined)
    return [say(language, leftOut > 0 ? 'finding.scan.these-speeds' : 'finding.scan.these', { units, n: leftOut })];
  return all ? [] : [say(language, leftOut > 0 ? 'finding.scan.more-speeds' : 'finding.scan.more', { n: leftOut })];
};

/** A search as data. */
export const asData = (
  { chosen }: Search,
  report: ScanReport,
  wire: readonly Diagnosis[],
  yaml: readonly string[],
  language: Language,
) => ({
  line: linkText(chosen.link),
  found: report.tries.flatMap((one) => one.found).map(foundData),
  wire: wire.map(({ key, filling, problem }) => ({
    is: key.split('.').at(-1),
    ...filling,
    problem,
    words: say(language, key, filling),
  })),
  yaml: yaml.join('\n'),
});

const foundData = ({ unit, settings, recognition: { certain, candidates }, tally }: FoundUnit) => ({
  unit,
  ...(settings === undefined ? {} : { settings: settingsText(settings) }),
  certain,
  candidates: candidates.map(({ profile, proof, bits, readings }) => ({
    profile: profile.id,
    proof,
    bits: Math.round(bits),
    readings: readings.map(({ register: { name, unit: of }, value, quality }) => ({
      name,
      value: Number.isNaN(value) ? null : value,
      unit: of,
      quality,
    })),
  })),
  ...tally,
});
