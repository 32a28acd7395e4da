import type { AnalyzerProfile } from '../../device-profiles/analyzer/analyzer-profile.ts';
import type { Profile } from '../../device-profiles/profile.ts';
import type { LimitSet } from '../domain/limit.ts';
import { valueAt } from './content-path.ts';
import type { Path } from './finding.ts';

type Named<Entry> = ReadonlyMap<string, Entry>;

/** Reads entries that come with Larder: those of the files that are `wanted`, by their names, or all. */
export type ReadShipped<Entry> = (wanted?: (file: string) => boolean) => Promise<Named<Entry>>;

/** The profiles that a configuration's devices name, its own before the shipped ones; each stands in a file of its name. */
export const knownProfiles = (content: unknown, own: Named<Profile>, read: ReadShipped<Profile>): Promise<Named<Profile>> => {
  const wanted = entryPaths(content, 'devices').map((path) => valueAt(content, [...path, 'profile']));
  return known(names(wanted), (id) => id, own, read);
};

/** The same for the profiles that its analyzers name. Where there is no analyzer, nothing is read at all. */
export const knownAnalyzers = async (
  content: unknown,
  own: Named<AnalyzerProfile>,
  read: ReadShipped<AnalyzerProfile>,
): Promise<Named<AnalyzerProfile>> => {
  const wanted = entryPaths(content, 'analyzers').map((path) => valueAt(content, [...path, 'profile']));
  return wanted.length === 0 ? own : await known(names(wanted), (id) => id, own, read);
};

/** The rules that a configuration's channels name, its own before the shipped ones; `cn.fridge` stands in the pack `cn`. */
export const knownRules = (content: unknown, own: Named<LimitSet>, read: ReadShipped<LimitSet>): Promise<Named<LimitSet>> => {
  const wanted = entryPaths(content, 'devices').flatMap((path) => {
    const channels = valueAt(content, [...path, 'channels']);
    const named = typeof channels === 'object' && channels !== null ? Object.keys(channels) : [];
    return named.map((channel) => valueAt(content, [...path, 'channels', channel, 'rule']));
  });
  return known(names(wanted), (id) => id.split('.')[0] ?? id, own, read);
};

/** True when an uplink names a municipal interface: few boxes do, and to read them takes a small box its time. */
export const namesPlatforms = (content: unknown): boolean => {
  const uplinks = valueAt(content, ['uplinks']);
  return Array.isArray(uplinks) && uplinks.some((_, place) => valueAt(content, ['uplinks', place, 'http']) !== undefined);
};

/**
 * Where a wanted one is missing, all shipped ones besides, so that a fault can say which was meant: to read them all
 * otherwise takes a small box longer than to start.
 */
const known = async <Entry>(
  wanted: ReadonlySet<string>,
  fileOf: (id: string) => string,
  own: Named<Entry>,
  read: ReadShipped<Entry>,
): Promise<Named<Entry>> => {
  const files = new Set([...wanted].map(fileOf));
  const shipped = await read((file) => files.has(file));
  const complete = [...wanted].every((id) => own.has(id) || shipped.has(id));
  return new Map([...(complete ? shipped : await read()), ...own]);
};

const entryPaths = (content: unknown, list: 'devices' | 'analyzers'): readonly Path[] => {
  const entries = valueAt(content, [list]);
  return Array.isArray(entries) ? entries.map((_, place) => [list, place]) : [];
};

const names = (written: readonly unknown[]): ReadonlySet<string> => new Set(written.filter((name) => typeof name === 'string'));
