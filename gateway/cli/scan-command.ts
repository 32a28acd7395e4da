import { diagnose } from '../acquire/finding/diagnosis.ts';
import { linkText } from '../acquire/finding/link-text.ts';
import { openWire } from '../acquire/finding/open-wire.ts';
import { type FoundUnit, type ScanProgress, type ScanReport, scanLine } from '../acquire/finding/scan-line.ts';
import { asSent, networkScanPlan, type ScanTry, type ScanWish, serialScanPlan } from '../acquire/finding/scan-plan.ts';
import { listSerialPorts } from '../acquire/finding/serial-ports.ts';
import { settingsText } from '../acquire/finding/settings-text.ts';
import { suggestedYaml } from '../acquire/finding/suggestion.ts';
import { realPathOf } from '../acquire/finding/system-files.ts';
import type { Link } from '../acquire/line/line-settings.ts';
import { durationWords } from '../console/status-screen.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { type ChosenLine, chooseLine } from './chosen-line.ts';
import type { Command, Terminal } from './command.ts';
import { type FindingWorld, THIS_MACHINE } from './finding-world.ts';
import { mustBeFreeLine } from './free-line.ts';
import { parsedOptions } from './options.ts';
import { scanWords } from './scan-words.ts';
import { parseUnits } from './unit-ranges.ts';
import { lineSettings, profilesAtHand, WIRE_OPTIONS, type WireWishes, wireWishes } from './wire-options.ts';

/** Longest wait for an answer to begin: devices answer within some 100 ms; over a network a serial server waits itself. */
const PATIENCE = { serial: 200, 'rtu-over-tcp': 300, tcp: 1000 } as const;

const OPTIONS = {
  ...WIRE_OPTIONS,
  units: { type: 'string' },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** `larder scan` in a world. */
export const scanCommandIn = (world: FindingWorld): Command => ({
  name: 'scan',
  help: (language) => say(language, 'finding.scan.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, OPTIONS, true);
    const { language } = terminal;
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new EdgeError('usage', say(language, 'finding.which-line'));
    const wishes = wireWishes(values, language);
    const units = unitsOf(values.units, language);
    const chosen = await chooseLine(name, values.config, terminal);
    await mustBeFreeLine(chosen, world, terminal);
    const profiles = [...(await profilesAtHand(chosen, values.profiles, language)).values()];
    const wish: ScanWish = {
      ...wishes,
      all: values.all,
      ...(units === undefined ? {} : { units }),
      ...(chosen.configured === undefined ? {} : { configured: chosen.configured }),
    };
    const plan = chosen.link.kind === 'serial' ? serialScanPlan(profiles, wish) : networkScanPlan(profiles, wish);
    const search: Search = { chosen, wishes, plan, all: values.all, patience: wishes.slowest ?? PATIENCE[chosen.link.kind] };
    announce(search, terminal);
    const report = await scanLine(plan, { ...search, profiles, ...connections(search, world, terminal) });
    const yaml = await yamlFor(search, report, world);
    if (values.json) terminal.out(JSON.stringify(asData(search, report, yaml, language)));
    else for (const line of inWords(report, yaml, values.all, language)) terminal.out(line);
    return diagnose(report).some(({ problem }) => problem) ? 1 : 0;
  },
});

/** `larder scan`: which devices are on a line, and what is wrong with the wire. */
export const scanCommand: Command = scanCommandIn(THIS_MACHINE);

/** A search as it was wished for. */
interface Search {
  readonly chosen: ChosenLine;
  readonly wishes: WireWishes;
  readonly plan: readonly ScanTry[];
  readonly all: boolean;
  readonly patience: number;
}

const unitsOf = (text: string | undefined, language: Language): readonly number[] | undefined => {
  const units = text === undefined ? undefined : parseUnits(text);
  if (text === undefined || units !== undefined) return units;
  throw new EdgeError('usage', say(language, 'finding.wrong-option', { option: '--units', written: text, expected: '1-16,32' }));
};

const announce = ({ chosen: { link }, plan, patience }: Search, { err, language }: Terminal): void => {
  const knocks = plan.reduce((sum, { questions }) => sum + questions.length, 0);
  const time = durationWords(knocks * (patience * 1.1 + 20), language);
  err(say(language, 'finding.scan.begins', { line: linkText(link), time }));
};

const connections = ({ chosen, wishes, patience }: Search, { clock, open }: FindingWorld, terminal: Terminal) => ({
  signal: terminal.ending,
  open: (settings: ScanTry['settings']) => {
    const line = lineSettings(chosen, wishes, undefined, patience);
    const spoken = settings === undefined ? line : { ...line, ...asSent(settings) };
    return openWire({ ...spoken, slowest: patience }, open, clock, terminal.ending);
  },
  onProgress: (progress: ScanProgress): void => {
    if (terminal.interactive) terminal.err(progressWords(progress, terminal.language));
  },
});

const progressWords = ({ settings, number, of, units, found }: ScanProgress, language: Language): string =>
  say(language, 'finding.scan.progress', {
    number,
    of,
    settings: settings === undefined ? '' : settingsText(settings),
    units,
    found,
  });

/** What to paste: the speed at which most were found, and the port by the name that lasts. */
const yamlFor = async ({ chosen }: Search, { tries }: ScanReport, world: FindingWorld): Promise<readonly string[]> => {
  const [most] = [...tries].sort((a, b) => b.found.length - a.found.length);
  if (most === undefined || most.found.length === 0) return [];
  if (chosen.configured !== undefined) return suggestedYaml({ id: chosen.configured.id }, most.found);
  return suggestedYaml({ id: 'line-1', link: await lastingLink(chosen.link, world), settings: most.settings }, most.found);
};

const lastingLink = async (link: Link, { roots }: FindingWorld): Promise<Link> => {
  if (link.kind !== 'serial') return link;
  const real = await realPathOf(link.path);
  const port = (await listSerialPorts(roots)).ports.find(({ path }) => path === real);
  return { kind: 'serial', path: port?.recommended ?? link.path };
};

const inWords = (report: ScanReport, yaml: readonly string[], all: boolean, language: Language): readonly string[] => [
  ...scanWords(report, language),
  ...(yaml.length === 0 ? [] : [say(language, 'finding.scan.paste'), '', ...yaml, '']),
  ...(all ? [] : [say(language, report.leftOut > 0 ? 'finding.scan.more-speeds' : 'finding.scan.more', { n: report.leftOut })]),
];

const asData = ({ chosen }: Search, report: ScanReport, yaml: readonly string[], language: Language) => ({
  line: linkText(chosen.link),
  found: report.tries.flatMap((one) => one.found).map(foundData),
  wire: diagnose(report).map(({ key, filling, problem }) => ({
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
