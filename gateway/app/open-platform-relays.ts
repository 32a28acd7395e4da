import type { PlatformRelay, PlatformRelayNeeds } from '../../cloud-bridge/relay/platforms/platform-relay.ts';
import type { PlatformUplink, Site } from '../config/site.ts';

/** What an uplink to a municipal interface shares with all others. */
type Shared = Omit<PlatformRelayNeeds, 'uplink' | 'platform' | 'credentials' | 'settings' | 'codes' | 'fetch'>;

/** Builds the relay of one uplink to a municipal interface. */
export type OpenPlatformRelay = (uplink: PlatformUplink, shared: Shared) => PlatformRelay;

/** For a site without such an uplink: then nothing is read. */
const openNone: OpenPlatformRelay = ({ platform }) => {
  throw new Error(`the interface ${platform} was not read`);
};

/** Reads the municipal interfaces of a site that has an uplink to one, its own before the shipped ones. Throws EdgeError `platform-invalid` with all faults. */
export const platformRelays = async ({ uplinks, platformsFolder, gateway }: Site): Promise<OpenPlatformRelay> => {
  if (!uplinks.some(({ kind }) => kind === 'http')) return openNone;
  const { loadPlatforms } = await import('../../cloud-bridge/relay/platforms/load-platforms.ts');
  const { createPlatformRelay } = await import('../../cloud-bridge/relay/platforms/platform-relay.ts');
  const { httpFetch } = await import('../../cloud-bridge/relay/platforms/http-fetch.ts');
  const own = platformsFolder === undefined ? [] : await loadPlatforms(platformsFolder, gateway.language);
  const platforms = new Map([...(await loadPlatforms(undefined, gateway.language)), ...own]);
  return (uplink, shared) => {
    const platform = platforms.get(uplink.platform);
    if (platform === undefined) throw new Error(`the interface ${uplink.platform} was there when the configuration was read`);
    const { id, username, password, settings, codes, ...access } = uplink;
    return createPlatformRelay({
      ...shared,
      uplink: id,
      platform,
      credentials: { username, password },
      settings,
      codes,
      fetch: httpFetch(access),
    });
  };
};
