import type { LimitSet } from '../domain/limit.ts';
import { type Finding, warning } from './finding.ts';
import type { Site } from './site.ts';

type Claims = Pick<Site, 'devices' | 'channels' | 'analyzers' | 'console'>;

/** What nobody has compared with its source yet, and what stands in the file and isn't served: told, so that nobody relies on it. */
export const checkClaims = (site: Claims): readonly Finding[] => [
  ...unverifiedProfiles('devices', site.devices),
  ...unverifiedProfiles('analyzers', site.analyzers),
  ...unverifiedRules(site),
  ...(site.console === undefined ? [] : [warning('not-served', ['console'], { key: 'console' })]),
];

interface Profiled {
  readonly profile: { readonly id: string; readonly verified: boolean; readonly confidence: string };
}

const unverifiedProfiles = (list: 'devices' | 'analyzers', entries: readonly Profiled[]): readonly Finding[] => {
  const first = new Map([...entries.entries()].reverse().map(([place, { profile }]) => [profile, place]));
  return [...first]
    .reverse()
    .filter(([profile]) => !profile.verified)
    .map(([{ id, confidence }, place]) => warning('unverified-profile', [list, place, 'profile'], { profile: id, confidence }));
};

const unverifiedRules = ({ devices, channels }: Claims): readonly Finding[] => {
  const seen = new Set<LimitSet>();
  return devices.flatMap((device, place) =>
    device.channels.flatMap((channel) => {
      const rule = channels[channel.place]?.rule;
      if (rule === undefined || seen.has(rule)) return [];
      seen.add(rule);
      const documents = new Set(
        [...rule.limits, ...(rule.conditions ?? [])]
          .filter(({ level, source }) => level === 'legal' && !source.verified)
          .map(({ source }) => `${source.document} (${source.edition})`),
      );
      if (documents.size === 0) return [];
      const path = ['devices', place, 'channels', channel.register, 'rule'];
      return [warning('unverified-rule', path, { rule: rule.id, documents: [...documents].join(', ') })];
    }),
  );
};
