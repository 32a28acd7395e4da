import type { Profile } from '../../device-profiles/profile.ts';
import { valueAt } from './content-path.ts';

type Profiles = ReadonlyMap<string, Profile>;

/** Reads the profiles that come with Larder: those that are `wanted`, or all. */
export type ReadProfiles = (wanted?: (id: string) => boolean) => Promise<Profiles>;

/**
 * The profiles that a configuration's devices name, its own before the shipped ones. Where one is missing, all shipped ones
 * besides, so that a fault can say which was meant: to read them all otherwise takes a small box longer than to start.
 */
export const knownProfiles = async (content: unknown, own: Profiles, read: ReadProfiles): Promise<Profiles> => {
  const wanted = wantedProfiles(content);
  const shipped = await read((id) => wanted.has(id));
  const complete = [...wanted].every((id) => own.has(id) || shipped.has(id));
  return new Map([...(complete ? shipped : await read()), ...own]);
};

const wantedProfiles = (content: unknown): ReadonlySet<string> => {
  const devices = valueAt(content, ['devices']);
  if (!Array.isArray(devices)) return new Set();
  const named = devices.map((_, place) => valueAt(content, ['devices', place, 'profile']));
  return new Set(named.filter((profile) => typeof profile === 'string'));
};
