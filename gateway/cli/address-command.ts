import { openWire } from '../acquire/finding/open-wire.ts';
import { checkUnit, type Renamed, type Renaming, setUnit } from '../acquire/finding/set-unit.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { chooseLine } from './chosen-line.ts';
import type { Command, Terminal } from './command.ts';
import { type FindingWorld, THIS_MACHINE } from './finding-world.ts';
import { mustBeFreeLine } from './free-line.ts';
import { parsedOptions } from './options.ts';
import { lineSettings, profileNamed, profilesAtHand, WIRE_OPTIONS, wholeNumber, wireWishes } from './wire-options.ts';

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
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new EdgeError('usage', say(language, 'finding.which-line'));
    const { from, to } = unitsOf(values, language);
    const wishes = wireWishes(values, language);
    const chosen = await chooseLine(name, values.config, terminal);
    const profiles = await profilesAtHand(chosen, values.profiles, language);
    const profile = profileNamed(values.profile ?? '', profiles, language);
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

const unitsOf = (values: { from?: string | undefined; to?: string | undefined }, language: Language) => {
  const unit = (option: '--from' | '--to', text: string | undefined): number => wholeNumber(option, text ?? '', 1, 247, language);
  const from = unit('--from', values.from);
  const to = unit('--to', values.to);
  if (from === to) throw new EdgeError('usage', say(language, 'finding.address.same', { unit: to }));
  return { from, to };
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
