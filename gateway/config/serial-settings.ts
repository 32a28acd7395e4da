import type { Profile } from '../../device-profiles/profile.ts';

/** How the characters of a line look on the wire. */
export interface SerialSettings {
  readonly baud: number;
  readonly parity: 'none' | 'even' | 'odd';
  // Modbus over Serial Line V1.02, 2.5.1: an RTU character has 8 data bits, whatever else is set.
  readonly dataBits: 8;
  readonly stopBits: 1 | 2;
}

/** What the site wrote of them. */
interface WrittenSettings {
  readonly baud?: number | undefined;
  readonly parity?: SerialSettings['parity'] | undefined;
  readonly stopBits?: 1 | 2 | undefined;
}

/** The speeds or parities that profiles name for devices as they leave the factory, each once. */
const factory = <Value>(profiles: readonly Profile[], of: (profile: Profile) => Value | null | undefined): readonly Value[] => [
  ...new Set(profiles.flatMap((profile) => of(profile) ?? [])),
];

const speeds = (profiles: readonly Profile[]) => factory(profiles, ({ serial }) => serial?.baud);
const parities = (profiles: readonly Profile[]) => factory(profiles, ({ serial }) => serial?.parity);
const stops = (profiles: readonly Profile[]) => factory(profiles, ({ serial }) => serial?.stopBits);

/** The settings of a line: what the site wrote, else what its devices leave the factory with, else 9600 Bd 8N1. */
export const serialSettings = (written: WrittenSettings, profiles: readonly Profile[]): SerialSettings => ({
  baud: written.baud ?? speeds(profiles)[0] ?? 9_600,
  parity: written.parity ?? parities(profiles)[0] ?? 'none',
  dataBits: 8,
  // Two stop bits are understood by who expects one; the other way round they are not.
  stopBits: written.stopBits ?? (stops(profiles).includes(2) ? 2 : 1),
});

/** What the site must decide because its devices leave the factory with different settings. */
export const undecided = (written: WrittenSettings, profiles: readonly Profile[]): readonly ('baud' | 'parity')[] => [
  ...(written.baud === undefined && speeds(profiles).length > 1 ? (['baud'] as const) : []),
  ...(written.parity === undefined && parities(profiles).length > 1 ? (['parity'] as const) : []),
];

/** Each profile with the setting it leaves the factory with: `xy-md02 9600, eastron-sdm120 2400`. */
export const factorySettings = (key: 'baud' | 'parity', profiles: readonly Profile[]): string =>
  [...new Set(profiles.flatMap(({ id, serial }) => (serial?.[key] == null ? [] : [`${id} ${serial[key]}`])))].join(', ');
