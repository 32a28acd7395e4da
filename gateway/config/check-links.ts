import { valueAt } from './content-path.ts';
import { type Finding, fault, type Path } from './finding.ts';
import { ANALYZER_LINKS, LINE_LINKS, UPLINK_LINKS } from './site-schema.ts';

/**
 * Lines, analyzers and uplinks, by the keys that stand in the file, faulty or not: each says exactly once where it is, and carries
 * no key that means nothing there.
 */
export const checkLinks = (content: unknown): readonly Finding[] => [
  ...placesOf(content, 'lines').flatMap((path) => [...oneLink(content, path, LINE_LINKS), ...idleKeys(content, path, LINE_KEYS)]),
  ...placesOf(content, 'analyzers').flatMap((path) => [
    ...oneLink(content, path, ANALYZER_LINKS),
    ...idleKeys(content, path, ANALYZER_KEYS),
  ]),
  ...placesOf(content, 'uplinks').flatMap((path) => [
    ...oneLink(content, path, UPLINK_LINKS),
    ...idleKeys(content, path, UPLINK_KEYS),
  ]),
];

const placesOf = (content: unknown, list: string): readonly Path[] => {
  const entries = valueAt(content, [list]);
  return Array.isArray(entries) ? entries.map((_, place) => [list, place]) : [];
};

const present = (content: unknown, path: Path, keys: readonly string[]): readonly string[] =>
  keys.filter((key) => valueAt(content, [...path, key]) !== undefined);

const oneLink = (content: unknown, path: Path, keys: readonly string[]): readonly Finding[] => {
  const entry = valueAt(content, path);
  if (typeof entry !== 'object' || entry === null) return []; // the schema has said so
  const found = present(content, path, keys);
  const filling = { keys: keys.join(', '), found: found.join(', ') };
  if (found.length === 0) return [fault('no-link', path, filling)];
  return found.slice(1).map((key) => fault('second-link', [...path, key], filling));
};

/** Which keys mean something on which links only. */
type LinkKeys = readonly (readonly [keys: readonly string[], links: readonly string[]])[];

const LINE_KEYS: LinkKeys = [
  [
    ['baud', 'parity', 'stopBits'],
    ['serial', 'rtu-over-tcp'],
  ],
  [['rs485'], ['serial']],
];
const ANALYZER_KEYS: LinkKeys = [
  [['baud', 'parity', 'stopBits'], ['serial']],
  [['token'], ['http']],
];

const UPLINK_KEYS: LinkKeys = [
  [['acknowledge'], ['mqtt']],
  [['platform', 'settings', 'codes'], ['http']],
];

const idleKeys = (content: unknown, path: Path, table: LinkKeys): readonly Finding[] =>
  table.flatMap(([keys, links]) => {
    const [link] = present(content, path, ['serial', 'tcp', 'rtu-over-tcp', 'listen', 'http', 'folder', 'mqtt']);
    if (link === undefined || links.includes(link)) return [];
    return present(content, path, keys).map((key) => fault('idle-key', [...path, key], { key, link, links: links.join(', ') }));
  });
