import type { Profile } from '../../device-profiles/profile.ts';
import { distance, guessValue } from '../acquire/finding/find-value.ts';
import { type Interview, interview } from '../acquire/finding/interview.ts';
import { lookAround } from '../acquire/finding/look-around.ts';
import { openWire } from '../acquire/finding/open-wire.ts';
import { readRegisters } from '../acquire/finding/read-device.ts';
import type { Asker } from '../acquire/finding/unit-question.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { type ChosenLine, chooseLine, onlyLine, runningOwner } from './chosen-line.ts';
import type { Command, Terminal } from './command.ts';
import { type FindingWorld, THIS_MACHINE } from './finding-world.ts';
import { mustBeFreeLine } from './free-line.ts';
import { gatewayAsker } from './gateway-asker.ts';
import { parsedOptions } from './options.ts';
import { type ProbeWish, profileFor, type RegisterWish, unitFor, wishOf } from './probe-wish.ts';
import { guessLines, rawLines, readingLines, registerYaml, type SearchedRun } from './probe-words.ts';
import { createRefusals } from './refusals.ts';
import { lineSettings, WIRE_OPTIONS, type WireWishes, wireWishes } from './wire-options.ts';

const OPTIONS = {
  ...WIRE_OPTIONS,
  unit: { type: 'string' },
  profile: { type: 'string' },
  table: { type: 'string' },
  from: { type: 'string' },
  count: { type: 'string' },
  find: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Longest wait for an answer to begin; a person has time. */
const PATIENCE = 1000;

/** `larder probe` in a world. */
export const probeCommandIn = (world: FindingWorld): Command => ({
  name: 'probe',
  help: (language) => say(language, 'finding.probe.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const { language } = terminal;
    const name = onlyLine(positionals, language);
    const refusals = createRefusals(language);
    const wishes = refusals.accepted(await wireWishes(values, language, refusals));
    const chosen = await chooseLine(name, values.config, terminal);
    const profile = await profileFor(values, chosen, language);
    const unit = unitFor(values.unit, chosen, language);
    const wish = wishOf(values, profile, language);
    const line = await askerFor(chosen, wishes, profile, world, terminal);
    try {
      return await show(wish, interview(line, unit, wishes.slowest ?? PATIENCE), terminal, values.json);
    } finally {
      await line.close();
    }
  },
});

/** `larder probe`: asks one device once. It has no way to write. */
export const probeCommand: Command = probeCommandIn(THIS_MACHINE);

/** The running gateway where it owns the line, else the line itself. */
const askerFor = async (
  chosen: ChosenLine,
  wishes: WireWishes,
  profile: Profile | undefined,
  world: FindingWorld,
  terminal: Terminal,
): Promise<Asker & { close(): Promise<void> }> => {
  const owner = await runningOwner(chosen, world.clock);
  if (owner !== undefined && chosen.configured !== undefined) {
    return { ...gatewayAsker(owner, chosen.configured.id, world.clock), close: async () => undefined };
  }
  await mustBeFreeLine(chosen, world, terminal);
  return openWire(lineSettings(chosen, wishes, profile?.serial, PATIENCE), world.open, world.clock, terminal.ending);
};

const show = async (wish: ProbeWish, unit: Interview, terminal: Terminal, json: boolean): Promise<number> =>
  wish.is === 'profile' ? showDevice(wish.profile, unit, terminal, json) : showRegisters(wish, unit, terminal, json);

const showDevice = async (profile: Profile, unit: Interview, { out, language }: Terminal, json: boolean): Promise<number> => {
  const readings = await readRegisters(profile, profile.registers, unit);
  mustHaveAnswered(
    readings.some(({ quality }) => quality !== 'no-answer'),
    unit,
  );
  if (!json) for (const line of readingLines(readings, language)) out(line);
  else
    out(
      JSON.stringify(
        readings.map(({ register, words, value, quality }) => ({
          name: register.name,
          value: Number.isNaN(value) ? null : value,
          unit: register.unit,
          quality,
          table: register.table,
          address: register.address,
          words,
        })),
      ),
    );
  return 0;
};

const showRegisters = async (wish: RegisterWish, unit: Interview, terminal: Terminal, json: boolean): Promise<number> => {
  const { runs, count, sought } = wish;
  const found: SearchedRun[] = [];
  for (const { table, from } of runs) {
    if (terminal.interactive)
      terminal.err(say(terminal.language, 'finding.probe.looking', { table, from, to: from + count - 1 }));
    const words = await lookAround(unit, { table, address: from, count }, terminal.ending);
    found.push({ run: { table, from, words }, guesses: sought === undefined ? [] : guessValue(words, sought) });
  }
  mustHaveAnswered(unit.tally().answered > 0, unit);
  if (json)
    terminal.out(
      JSON.stringify(found.map(({ run, guesses }) => ({ ...run, words: run.words.map((word) => word ?? null), guesses }))),
    );
  else for (const line of registerLines(found, wish, terminal.language)) terminal.out(line);
  return sought === undefined || found.some(({ guesses }) => guesses.length > 0) ? 0 : 1;
};

const registerLines = (
  found: readonly SearchedRun[],
  { runs, sought, written }: RegisterWish,
  language: Language,
): readonly string[] => {
  // A search through all tables shows what it found, not what it looked at.
  const tables = runs.length === 1 ? found.flatMap(({ run, guesses }) => rawLines(run, guesses, language)) : [];
  if (sought === undefined) return tables;
  const [best] = found
    .flatMap(({ run, guesses }) => guesses.filter(({ fit }) => fit === 'same').map((guess) => ({ run, guess })))
    .sort((a, b) => distance(a.guess, sought) - distance(b.guess, sought));
  return [
    ...tables,
    ...(tables.length === 0 ? [] : ['']),
    ...guessLines(found, written, language),
    ...(best === undefined ? [] : ['', say(language, 'finding.probe.begin-profile'), registerYaml(best)]),
  ];
};

/** @throws EdgeError `frame-corrupt` where only broken bytes came, `no-answer` where nothing did. */
const mustHaveAnswered = (answered: boolean, { unit, tally }: Interview): void => {
  if (answered) return;
  throw new EdgeError(tally().broken > 0 ? 'frame-corrupt' : 'no-answer', `unit ${unit}`);
};
