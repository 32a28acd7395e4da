import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import type { Profile } from '../../device-profiles/profile.ts';
import type { CharacterFormat, LineSettings } from '../acquire/line/line-settings.ts';
import { parseDuration } from '../domain/duration.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ChosenLine } from './chosen-line.ts';
import type { Refusals } from './refusals.ts';

/** What every command that opens a line itself may be told of it. */
export const WIRE_OPTIONS = {
  config: { type: 'string', short: 'c' },
  profiles: { type: 'string' },
  baud: { type: 'string' },
  parity: { type: 'string' },
  slowest: { type: 'string' },
} as const;

/** Those options as they were written. */
export interface WireWords {
  readonly baud?: string | undefined;
  readonly parity?: string | undefined;
  readonly slowest?: string | undefined;
}

const PARITIES = ['none', 'even', 'odd'] as const;

/** Those options, understood. */
export interface WireWishes {
  readonly baud?: number;
  readonly parity?: CharacterFormat['parity'];
  readonly slowest?: number;
}

/** Those options, as far as they are understood; what is no speed, parity or duration is refused. */
export const wireWishes = async (words: WireWords, language: Language, { read }: Refusals): Promise<WireWishes> => {
  const baud = await read(() =>
    words.baud === undefined ? undefined : wholeNumber('--baud', words.baud, 300, 921_600, language),
  );
  const parity = await read(() => parityOf(words.parity, language));
  const slowest = await read(() => patienceOf(words.slowest, language));
  return {
    ...(baud === undefined ? {} : { baud }),
    ...(parity === undefined ? {} : { parity }),
    ...(slowest === undefined ? {} : { slowest }),
  };
};

const parityOf = (written: string | undefined, language: Language): CharacterFormat['parity'] | undefined => {
  const parity = PARITIES.find((each) => each === written);
  if (written !== undefined && parity === undefined) throw wrong('--parity', written, PARITIES.join(', '), language);
  return parity;
};

const patienceOf = (written: string | undefined, language: Language): number | undefined => {
  const patience = written === undefined ? undefined : parseDuration(written);
  if (written !== undefined && patience === undefined) throw wrong('--slowest', written, '500ms', language);
  return patience;
};

/** A whole number of an option. @throws EdgeError `usage` for anything else. */
export const wholeNumber = (option: string, text: string, least: number, most: number, language: Language): number => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw wrong(option, text, `${least}–${most}`, language);
};

const wrong = (option: string, written: string, expected: string, language: Language): EdgeError =>
  new EdgeError(
    'usage',
    say(language, written === '' ? 'finding.missing-option' : 'finding.wrong-option', { option, written, expected }),
  );

/** How a line is spoken to: as the person says, else as the configuration, else as the device leaves its factory, else 9600 Bd without parity. */
export const lineSettings = (
  { link, configured }: ChosenLine,
  wishes: WireWishes,
  serial: Profile['serial'],
  patience: number,
): LineSettings => {
  const parity = wishes.parity ?? configured?.parity ?? serial?.parity ?? 'none';
  return {
    id: configured?.id ?? 'line',
    link,
    baud: wishes.baud ?? configured?.baud ?? serial?.baud ?? 9600,
    parity,
    dataBits: 8,
    // Modbus over Serial Line V1.02, 2.5.1: two stop bits where there is no parity. Who expects one understands two.
    stopBits: configured?.stopBits ?? serial?.stopBits ?? (parity === 'none' ? 2 : 1),
    slowest: wishes.slowest ?? configured?.slowest ?? patience,
    rs485: configured?.rs485 ?? 'auto',
  };
};

/** Every profile at hand: the shipped ones, those of the configuration's devices, those of a folder that the person names. */
export const profilesAtHand = async (
  { site }: Pick<ChosenLine, 'site'>,
  folder: string | undefined,
  language: Language,
): Promise<ReadonlyMap<string, Profile>> => {
  const loaded = await loadProfiles([SHIPPED_PROFILES, ...(folder === undefined ? [] : [folder])], language);
  return new Map([...loaded, ...(site?.devices ?? []).map(({ profile }) => [profile.id, profile] as const)]);
};

/** @throws EdgeError `usage` for a profile that isn't at hand. */
export const profileNamed = (id: string, profiles: ReadonlyMap<string, Profile>, language: Language): Profile => {
  const profile = profiles.get(id);
  if (profile !== undefined) return profile;
  throw new EdgeError('usage', say(language, id === '' ? 'finding.which-profile' : 'finding.no-such-profile', { id }));
};
