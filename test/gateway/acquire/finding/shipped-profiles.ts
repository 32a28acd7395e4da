import { loadProfiles, SHIPPED_PROFILES } from '../../../../device-profiles/load-profiles.ts';
import type { Profile } from '../../../../device-profiles/profile.ts';

/** The profiles that come with Larder. */
export const shippedProfiles = (): Promise<ReadonlyMap<string, Profile>> => loadProfiles([SHIPPED_PROFILES]);

/** One of them, by its id. */
export const shipped = async (id: string): Promise<Profile> => {
  const profile = (await shippedProfiles()).get(id);
  if (profile === undefined) throw new Error(`no profile ${id} is shipped`);
  return profile;
};
