import { openWire } from '../acquire/finding/open-wire.ts';
import { checkUnit, type Renamed, type Renaming, setUnit } from '../acquire/finding/set-unit.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { chooseLine, onlyLine } from './chosen-line.ts';
import type { Command, Terminal } from './command.ts';
import { type FindingWorld, THIS_MACHINE } from './finding-world.ts';
import { mustBeFreeLine } from './free-line.ts';
import { parsedOptions } from './options.ts';
import { createRefusals } from './refusals.ts';
import {
  lineSettings,
  profileNamed,
  profilesAtHand,
  WIRE_OPTIONS,
  type WireWords,
  wholeNumber,
  wireWishes,
} from './wire-options.ts';

const OPTIONS = {
  ...WIRE_OPTIONS,
  from: { type: 'string' },
  to: { type: 'string' },
  profile: { type: 'string' },
  check: { type: 'boolean', default: false },
} as const;

/** Longest wait for an answer to begin. */
const PATIENCE = 500;

/** `larder address` in a world. */
export const addressCommandIn = (world: FindingWorld): Command => ({
  name: 'address',
  help: (language) => say(language, 'finding.address.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const { language } = terminal;
    const { name, chosen, from, to, wishes, profile } = await wishOf(values, positionals, terminal);
    await mustBeFreeLine(chosen, world, terminal);
    if (!values.check) terminal.err(say(language, 'finding.address.only-one'));
    const settings = lineSettings(chosen, wishes, profile.serial, PATIENCE);
    const line = await openWire(settings, world.open, world.clock, terminal.ending);
    const renaming: Renaming = { from, to, profile, patience: wishes.slowest ?? PATIENCE };
    try {
      const renamed = values.check ? await checkUnit(line, renaming) : await setUnit(line, renaming, world.clock);
      return tell(renamed, renaming, name, terminal);
    } finally {
      await line.close();
    }
  },
});

/** `larder address`: gives a device its unit id, by its maker's own recipe, and reads it back. */
export const addressCommand: Command = addressCommandIn(THIS_MACHINE);

interface AddressWords extends WireWords {
  readonly config?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly profile?: string | undefined;
  readonly profiles?: string | undefined;
}

/** What is to be done, once every word of it is understood. @throws EdgeError `usage` with all that isn't. */
const wishOf = async (words: AddressWords, lines: readonly string[], terminal: Terminal) => {
  const { language } = terminal;
  const refusals = createRefusals(language);
  const name = await refusals.read(() => onlyLine(lines, language));
  const from = await refusals.read(() => wholeNumber('--from', words.from ?? '', 1, 247, language));
  const to = await refusals.read(() => wholeNumber('--to', words.to ?? '', 1, 247, language));
  await refusals.read(() => mustDiffer(from, to, language));
  const wishes = await wireWishes(words, language, refusals);
  const chosen = name === undefined ? undefined : await refusals.read(() => chooseLine(name, words.config, terminal));
  const profiles = await profilesAtHand(chosen ?? {}, words.profiles, language);
  const profile = await refusals.read(() => profileNamed(words.profile ?? '', profiles, language));
  return {
    name: refusals.accepted(name),
    chosen: refusals.accepted(chosen),
    from: refusals.accepted(from),
    to: refusals.accepted(to),
    wishes: refusals.accepted(wishes),
    profile: refusals.accepted(profile),
  };
};

const mustDiffer = (from: number | undefined, to: number | undefined, language: Language): void => {
  if (from !== undefined && from === to) throw new EdgeError('usage', say(language, 'finding.address.same', { unit: from }));
};

const tell = (
  { now, anotherAtOld }: Renamed,
  { from, to, profile }: Renaming,
  line: string,
  { out, err, language }: Terminal,
): number => {
  const filling = { from, to, line, profile: profile.id };
  out(say(language, now === 'holds' ? 'finding.address.holds' : 'finding.address.after-power-cycle', filling));
  if (profile.setUnit?.note !== undefined) err(say(language, 'finding.address.note', { note: profile.setUnit.note }));
  if (anotherAtOld) err(say(language, 'finding.address.another', filling));
  return anotherAtOld ? 1 : 0;
};
