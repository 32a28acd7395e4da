import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { CharacterFormat, Link } from '../line/line-settings.ts';
import { linkYaml } from './link-text.ts';
import type { Candidate } from './recognise.ts';
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
 * What was found as YAML to paste into larder.yaml: the line where it is new, and its devices. A remark behind a device says
 * where it isn't certain, and names its look-alikes; a device that no profile fits is a remark as a whole.
 */
export const suggestedYaml = (
  { id, link, settings }: SuggestedLine,
  found: readonly FoundUnit[],
  language: Language,
): readonly string[] => [
  ...(link === undefined
    ? correction(id, settings)
    : ['lines:', `  - id: ${id}`, `    ${linkYaml(link)}`, ...settingLines(link, settings)]),
  ...(found.length === 0 ? [] : ['devices:', ...found.map((unit) => deviceLine(id, unit, language))]),
];

const correction = (id: string, settings: CharacterFormat | undefined): readonly string[] =>
  settings === undefined ? [] : [`# ${id}: baud: ${settings.baud}, parity: ${settings.parity}`];

const settingLines = (link: Link, settings: CharacterFormat | undefined): readonly string[] =>
  settings === undefined || link.kind === 'tcp' ? [] : [`    baud: ${settings.baud}`, `    parity: ${settings.parity}`];

const deviceLine = (line: string, { unit, recognition: { candidates, certain } }: FoundUnit, language: Language): string => {
  const [first, ...others] = candidates;
  if (first === undefined)
    return `  # - { id: device-${unit}, line: ${line}, unit: ${unit}, profile: ??? }   # ${say(language, 'finding.scan.yaml.unknown')}`;
  const { id } = first.profile;
  const remark = certain ? '' : `   # ${doubt(others, language)}`;
  return `  - { id: ${id}-${unit}, line: ${line}, unit: ${unit}, profile: ${id} }${remark}`;
};

const doubt = (others: readonly Candidate[], language: Language): string => {
  const alike = others.slice(0, 3).map(({ profile }) => profile.id);
  return alike.length === 0
    ? say(language, 'finding.scan.yaml.perhaps')
    : say(language, 'finding.scan.yaml.or', { others: alike.join(', ') });
};
