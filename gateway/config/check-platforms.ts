import { type Finding, fault, type Path, warning } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { printable } from './printable.ts';
import type { Draft } from './site-schema.ts';

/** What a municipal interface wants of the site's configuration. */
export interface PlatformWants {
  /** True once a person has tried it against the real platform. */
  readonly verified: boolean;
  /** Those without a preset must be given. */
  readonly settings: Readonly<Record<string, { readonly about: string; readonly preset?: string | undefined }>>;
  readonly dictionaries: Readonly<Record<string, unknown>>;
  readonly login: { readonly recipe: string };
}

type DraftUplink = NonNullable<NonNullable<Draft['uplinks']>[number]>;

/** Uplinks to municipal interfaces: each by an interface that is known, with all that it asks for and nothing that it doesn't know. */
export const checkPlatforms = (draft: Draft, platforms: ReadonlyMap<string, PlatformWants>): readonly Finding[] =>
  (draft.uplinks ?? []).flatMap((uplink, place) =>
    uplink?.http === undefined ? [] : ofUplink(uplink, ['uplinks', place], platforms),
  );

const ofUplink = (uplink: DraftUplink, path: Path, platforms: ReadonlyMap<string, PlatformWants>): readonly Finding[] => {
  const { platform } = uplink;
  if (platform === undefined) return [fault('platform-missing', [...path, 'http'], { known: [...platforms.keys()].join(', ') })];
  const wants = platforms.get(platform);
  const place: Path = [...path, 'platform'];
  if (wants === undefined) {
    const near = nearestWord(platform, platforms.keys());
    const filling = { platform, near: near ?? '', known: [...platforms.keys()].join(', ') };
    return [fault(near === undefined ? 'unknown-platform' : 'mistyped-platform', place, filling)];
  }
  return [
    ...(wants.verified ? [] : [warning('platform-unverified', place, { platform })]),
    ...checkLogin(uplink, place, wants),
    ...checkSettings(uplink, path, wants),
    ...unknownNames(uplink.codes, [...path, 'codes'], Object.keys(wants.dictionaries)),
  ];
};

const checkLogin = (
  { platform = '', username, password }: DraftUplink,
  place: Path,
  { login }: PlatformWants,
): readonly Finding[] =>
  login.recipe !== 'none' && (username === undefined || password === undefined)
    ? [fault('login-missing', place, { platform })]
    : [];

const checkSettings = ({ platform = '', settings = {} }: DraftUplink, path: Path, wants: PlatformWants): readonly Finding[] => [
  ...Object.entries(wants.settings).flatMap(([setting, { about, preset }]) =>
    preset !== undefined || Object.hasOwn(settings, setting)
      ? []
      : [fault('setting-missing', [...path, 'platform'], { platform, setting, about })],
  ),
  ...unknownNames(settings, [...path, 'settings'], Object.keys(wants.settings)),
];

const unknownNames = (written: object = {}, path: Path, known: readonly string[]): readonly Finding[] =>
  Object.keys(written)
    .filter((name) => !known.includes(name))
    .map((name) => fault('unknown-platform-name', [...path, name], { name: printable(name), known: known.join(', ') }));
