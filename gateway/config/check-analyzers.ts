import type { AnalyzerProfile } from '../../device-profiles/analyzer/analyzer-profile.ts';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { type NetAddress, netAddressText } from './net-address.ts';
import { ANALYZER_LINKS, type Draft } from './site-schema.ts';

/** What analyzers are held against. */
export interface AnalyzerKnowledge {
  readonly analyzers: ReadonlyMap<string, AnalyzerProfile>;
}

type DraftAnalyzer = NonNullable<NonNullable<Draft['analyzers']>[number]>;
type AnalyzerLinkKey = (typeof ANALYZER_LINKS)[number];

/** Analyzers: each with a profile that is known, on a link that the profile's protocol runs on. */
export const checkAnalyzers = (draft: Draft, { analyzers }: AnalyzerKnowledge): readonly Finding[] =>
  (draft.analyzers ?? []).flatMap((analyzer, place) => {
    if (analyzer === undefined) return [];
    const path: Path = ['analyzers', place];
    const profile = analyzer.profile === undefined ? undefined : analyzers.get(analyzer.profile);
    return [
      ...unknownProfile(analyzer, path, analyzers),
      ...(profile === undefined ? [] : [...unfitLink(analyzer, path, profile), ...checkToken(analyzer, path, profile)]),
      ...openToNetwork(analyzer.listen, [...path, 'listen']),
      ...openToNetwork(analyzer.http, [...path, 'http']),
    ];
  });

const unknownProfile = ({ profile }: DraftAnalyzer, path: Path, known: AnalyzerKnowledge['analyzers']): readonly Finding[] => {
  if (profile === undefined || known.has(profile)) return [];
  const near = nearestWord(profile, known.keys());
  const filling = { profile, near: near ?? '', known: [...known.keys()].join(', ') };
  return [fault(near === undefined ? 'unknown-analyzer-profile' : 'mistyped-analyzer-profile', [...path, 'profile'], filling)];
};

/** Which links a protocol runs on. Where the host asks, it must be the one that dials. */
const LINKS: Readonly<Record<AnalyzerProfile['link']['protocol'], readonly AnalyzerLinkKey[]>> = {
  lis01: ['serial', 'tcp', 'listen'],
  mllp: ['serial', 'tcp', 'listen'],
  taiyang: ['serial', 'tcp'],
  dayuan: ['serial', 'tcp'],
  text: ['serial', 'tcp', 'listen'],
  folder: ['folder'],
  http: ['http'],
};

const unfitLink = (analyzer: DraftAnalyzer, path: Path, { id, link }: AnalyzerProfile): readonly Finding[] => {
  const fit = LINKS[link.protocol];
  return ANALYZER_LINKS.filter((key) => analyzer[key] !== undefined && !fit.includes(key)).map((key) =>
    fault('unfit-link', [...path, key], { profile: id, link: key, links: fit.join(', ') }),
  );
};

const checkToken = ({ token, http }: DraftAnalyzer, path: Path, { id, link }: AnalyzerProfile): readonly Finding[] => {
  if (link.protocol !== 'http' || http === undefined) return [];
  const expected = link.token !== undefined;
  if (expected && token === undefined) return [fault('token-missing', path, { profile: id })];
  return !expected && token !== undefined ? [fault('token-idle', [...path, 'token'], { profile: id })] : [];
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

const openToNetwork = (address: NetAddress | undefined, path: Path): readonly Finding[] =>
  address === undefined || LOOPBACK.test(address.host)
    ? []
    : [warning('open-to-network', path, { address: netAddressText(address) })];
