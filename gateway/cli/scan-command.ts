import { linkText } from '../acquire/finding/link-text.ts';
import { openWire } from '../acquire/finding/open-wire.ts';
import { type ScanProgress, scanLine } from '../acquire/finding/scan-line.ts';
import { asSent, networkScanPlan, type ScanTry, type ScanWish, serialScanPlan } from '../acquire/finding/scan-plan.ts';
import { settingsText } from '../acquire/finding/settings-text.ts';
import { durationWords } from '../console/status-screen.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { chooseLine, onlyLine } from './chosen-line.ts';
import type { Command, Terminal } from './command.ts';
import { type FindingWorld, THIS_MACHINE } from './finding-world.ts';
import { mustBeFreeLine } from './free-line.ts';
import { parsedOptions } from './options.ts';
import { createRefusals } from './refusals.ts';
import { asData, diagnosisOf, inWords, type Search, yamlFor } from './scan-outcome.ts';
import { parseUnits } from './unit-ranges.ts';
import { lineSettings, profilesAtHand, WIRE_OPTIONS, wireWishes } from './wire-options.ts';

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
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const { language } = terminal;
    const refusals = createRefusals(language);
    const name = await refusals.read(() => onlyLine(positionals, language));
    const wishes = await wireWishes(values, language, refusals);
    const units = await refusals.read(() => unitsOf(values.units, language));
    const chosen = refusals.accepted(
      name === undefined ? undefined : await refusals.read(() => chooseLine(name, values.config, terminal)),
    );
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
    const yaml = await yamlFor(search, report, world, language);
    const wire = diagnosisOf(search, report);
    if (values.json) terminal.out(JSON.stringify(asData(search, report, wire, yaml, language)));
    else for (const line of inWords(report, wire, yaml, values, language)) terminal.out(line);
    return wire.some(({ problem }) => problem) ? 1 : 0;
  },
});

/** `larder scan`: which devices are on a line, and what is wrong with the wire. */
export const scanCommand: Command = scanCommandIn(THIS_MACHINE);

const unitsOf = (text: string | undefined, language: Language): readonly number[] | undefined => {
  const units = text === undefined ? undefined : parseUnits(text);
  if (text === undefined || units !== undefined) return units;
  throw new EdgeError('usage', say(language, 'finding.wrong-option', { option: '--units', written: text, expected: '1-16,32' }));
};

const announce = ({ chosen: { link }, plan, patience }: Search, { err, language }: Terminal): void => {
  const knocks = plan.flatMap(({ questions }) => questions.map(({ slowAnswer = 0 }) => Math.max(patience, slowAnswer)));
  const time = durationWords(
    knocks.reduce((sum, wait) => sum + wait * 1.1 + 20, 0),
    language,
  );
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
