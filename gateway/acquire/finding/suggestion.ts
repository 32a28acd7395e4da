import type { CharacterFormat, Link } from '../line/line-settings.ts';
import { linkYaml } from './link-text.ts';
import type { FoundUnit } from './scan-line.ts';

/** Where the found devices are. */
export interface SuggestedLine {
  /** The id of a line that the configuration has already, or the one to give it. */
  readonly id: string;
  /** Absent where the configuration has the line: then only devices are written. */
  readonly link?: Link;
  /** How they speak; with a line that the configuration has, only where it says otherwise. */
  readonly settings?: CharacterFormat | undefined;
}

/**
 * What was found as YAML to paste into larder.yaml: the line where it is new, and its devices. Look-alikes stand behind
 * the likeliest as a remark; a device that no profile fits is a remark as a whole.
 */
export const suggestedYaml = ({ id, link, settings }: SuggestedLine, found: readonly FoundUnit[]): readonly string[] => [
  ...(link === undefined
    ? correction(id, settings)
    : ['lines:', `  - id: ${id}`, `    ${linkYaml(link)}`, ...settingLines(link, settings)]),
  ...(found.length === 0 ? [] : ['devices:', ...found.flatMap((unit) => deviceLines(id, unit))]),
];

const correction = (id: string, settings: CharacterFormat | undefined): readonly string[] =>
  settings === undefined ? [] : [`# ${id}: baud: ${settings.baud}, parity: ${settings.parity}`];

const settingLines = (link: Link, settings: CharacterFormat | undefined): readonly string[] =>
  settings === undefined || link.kind === 'tcp' ? [] : [`    baud: ${settings.baud}`, `    parity: ${settings.parity}`];

const deviceLines = (line: string, { unit, recognition: { candidates, certain } }: FoundUnit): readonly string[] => {
  const [first, ...others] = candidates;
  if (first === undefined) return [`  # - { id: device-${unit}, line: ${line}, unit: ${unit}, profile: ??? }`];
  const alike = others.slice(0, 3).map(({ profile }) => profile.id);
  const remark = certain || alike.length === 0 ? '' : `   # or ${alike.join(', ')}`;
  const { id } = first.profile;
  return [`  - { id: ${id}-${unit}, line: ${line}, unit: ${unit}, profile: ${id} }${remark}`];
};
