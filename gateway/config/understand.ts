import type { Language } from '../domain/messages/message.ts';
import { analyzerTokens } from './analyzer-tokens.ts';
import { buildSite } from './build-site.ts';
import { type AnalyzerKnowledge, checkAnalyzers } from './check-analyzers.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkClaims } from './check-claims.ts';
import { checkDevices, type Knowledge } from './check-devices.ts';
import { checkGateway, checkIds } from './check-gateway.ts';
import { checkLinks } from './check-links.ts';
import { checkNotify } from './check-notify.ts';
import { checkPartners } from './check-partners.ts';
import { checkPlatforms, type PlatformWants } from './check-platforms.ts';
import { checkSpeeds } from './check-speeds.ts';
import { checkWires } from './check-wires.ts';
import { valueAt, without } from './content-path.ts';
import type { Finding } from './finding.ts';
import { notifyAccess } from './notify-access.ts';
import { faultyPlaces, schemaFindings } from './schema-findings.ts';
import type { Site } from './site.ts';
import { type Draft, draftSchema, siteSchema } from './site-schema.ts';
import { type AccessNeeds, uplinkAccesses } from './uplink-access.ts';
import type { YamlSource } from './yaml-source.ts';

/** What the content of a configuration is held against. */
interface Circumstances extends Knowledge, AnalyzerKnowledge, AccessNeeds {
  /** The configuration, absolute. */
  readonly file: string;
  readonly language: Language;
  /** Municipal interfaces, by id. */
  readonly platforms: ReadonlyMap<string, PlatformWants>;
}

/** All that is wrong or doubtful; a site only where nothing is wrong. */
interface Understood {
  readonly site?: Omit<Site, 'warnings'>;
  readonly findings: readonly Finding[];
}

/**
 * Holds a configuration's content against schema, profiles, rules and surroundings. Faults of shape don't hide faults of
 * sense: what has the right shape is checked although its neighbour has not.
 */
export const understand = async (source: YamlSource, circumstances: Circumstances): Promise<Understood> => {
  const strict = siteSchema.safeParse(source.content);
  const issues = strict.success ? [] : strict.error.issues;
  const draft = draftOf(source.content, issues);
  const tokens = await analyzerTokens(draft, circumstances);
  const accesses = await uplinkAccesses(draft, circumstances);
  const telling = await notifyAccess(draft.notify, circumstances);
  const findings = [
    ...schemaFindings(issues, source),
    ...checkGateway(draft),
    ...checkIds(draft),
    ...checkLinks(source.content),
    ...(await checkWires(draft, circumstances.folder)),
    ...checkSpeeds(draft, circumstances.profiles),
    ...checkDevices(draft, circumstances),
    ...checkPartners(draft, circumstances),
    ...checkCalendar(draft),
    ...checkNotify(draft, circumstances.profiles),
    ...checkPlatforms(draft, circumstances.platforms),
    ...checkAnalyzers(draft, circumstances),
    ...tokens.flatMap((token) => token.findings),
    ...accesses.flatMap((access) => access.findings),
    ...telling.findings,
  ].filter(({ misses }) => misses === undefined || valueAt(source.content, misses) === undefined);
  if (!strict.success || findings.some((finding) => finding.warning !== true)) return { findings };
  const site = buildSite(strict.data, {
    ...circumstances,
    credentials: accesses.map(({ credentials }) => credentials),
    tokens: tokens.map(({ token }) => token),
    notifySecrets: telling.secrets,
  });
  return { site, findings: [...findings, ...checkClaims(site)] };
};

const draftOf = (content: unknown, issues: Parameters<typeof faultyPlaces>[0]): Draft => {
  const draft = draftSchema.safeParse(without(content, faultyPlaces(issues)) ?? {});
  return draft.success ? draft.data : {};
};
