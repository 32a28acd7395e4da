import type { Profile, Table } from '../../device-profiles/profile.ts';
import { type Sought, soughtOf } from '../acquire/finding/find-value.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ChosenLine } from './chosen-line.ts';
import { profileNamed, profilesAtHand, wholeNumber } from './wire-options.ts';

/** Most registers that are looked through at a time; a search without a table looks at so many of each. */
const MOST = 1000;
const SEARCHED = 128;

const TABLES: readonly Table[] = ['input', 'holding', 'coil', 'discrete'];

/** Runs of registers to see as they are. */
export interface RegisterWish {
  readonly is: 'raw';
  readonly runs: readonly { readonly table: Table; readonly from: number }[];
  readonly count: number;
  /** What the display shows, and as it was written. */
  readonly sought?: Sought;
  readonly written: string;
}

/** What a person wants to see of a device. */
export type ProbeWish = { readonly is: 'profile'; readonly profile: Profile } | RegisterWish;

/** The options of a probe as they were written. */
export interface ProbeWords {
  readonly profile?: string | undefined;
  readonly profiles?: string | undefined;
  readonly table?: string | undefined;
  readonly from?: string | undefined;
  readonly count?: string | undefined;
  readonly find?: string | undefined;
}

/** The profile that was named, else the named device's own. @throws EdgeError `usage` for one that isn't at hand. */
export const profileFor = async (
  { profile, profiles }: ProbeWords,
  chosen: ChosenLine,
  language: Language,
): Promise<Profile | undefined> =>
  profile === undefined
    ? chosen.device?.profile
    : profileNamed(profile, await profilesAtHand(chosen, profiles, language), language);

/** The unit id that was named, else the named device's own. @throws EdgeError `usage` where there is neither. */
export const unitFor = (written: string | undefined, { device }: ChosenLine, language: Language): number => {
  if (written !== undefined) return wholeNumber('--unit', written, 1, 247, language);
  if (device === undefined) throw new EdgeError('usage', say(language, 'finding.which-unit'));
  return device.unit;
};

/** What the options ask for. @throws EdgeError `usage` for what makes no sense. */
export const wishOf = ({ table, from, count, find }: ProbeWords, profile: Profile | undefined, language: Language): ProbeWish => {
  const sought = find === undefined ? undefined : soughtOf(find);
  if (find !== undefined && sought === undefined) {
    throw new EdgeError('usage', say(language, 'finding.wrong-option', { option: '--find', written: find, expected: '4.2' }));
  }
  if (table === undefined && sought === undefined) {
    if (profile === undefined) throw new EdgeError('usage', say(language, 'finding.probe.what'));
    return { is: 'profile', profile };
  }
  const first = from === undefined ? 0 : wholeNumber('--from', from, 0, 0xffff, language);
  const most = Math.min(MOST, 0x1_0000 - first);
  const number =
    count === undefined ? Math.min(sought === undefined ? 1 : SEARCHED, most) : wholeNumber('--count', count, 1, most, language);
  const runs = tablesOf(table, language).map((each) => ({ table: each, from: first }));
  return { is: 'raw', runs, count: number, written: find ?? '', ...(sought === undefined ? {} : { sought }) };
};

const tablesOf = (written: string | undefined, language: Language): readonly Table[] => {
  if (written === undefined) return ['input', 'holding'];
  const table = TABLES.find((each) => each === written);
  if (table !== undefined) return [table];
  const expected = TABLES.join(', ');
  throw new EdgeError('usage', say(language, 'finding.wrong-option', { option: '--table', written, expected }));
};
