import type { Logger } from 'pino';
import { readerOf } from '../acquire/analyzers/reader-of.ts';
import { type AnalyzerCounters, openAnalyzer } from '../acquire/running-analyzer.ts';
import { createDesk, type Desk } from '../cases/desk.ts';
import type { DeskAnalyzer } from '../cases/desk-needs.ts';
import { loadCaseRules } from '../cases/load-case-rules.ts';
import { recallNumbers } from '../cases/recall-numbers.ts';
import type { Site } from '../config/site.ts';
import type { Clock, Millis } from '../domain/clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Kept } from '../domain/sent-result.ts';
import { sha256OfBytes } from '../evidence/sha256.ts';
import type { Intake } from '../intake/intake.ts';
import type { Beside } from '../journal/beside.ts';
import type { Journal } from '../journal/journal.ts';
import { importLog } from './import-log.ts';
import type { StateChange } from './lasting-states.ts';
import type { SitePeople } from './site-people.ts';
import { type StationLimits, stationLimits } from './station-limits.ts';

/**
 * For so long a link may send the same again: six sendings, each waited for 15 s. Source: LIS01-A2, sections 6.5.1.2 and
 * 6.5.2.3. A printer port and a drop folder are never answered, and so never send again by themselves: what is printed or
 * written twice may be two samples.
 */
const RETRY_WINDOW: Millis = 90_000;

/** What a station needs of the gateway around it. */
export interface StationNeeds {
  readonly journal: Journal & Beside;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Logger;
  know: Intake['know'];
  onState(change: StateChange): void;
  readonly people: SitePeople;
}

/** A rapid-test station at work: its analyzers and its desk. */
export interface Station {
  readonly desk: Desk;
  start(): void;
  stop(): Promise<void>;
  /** Each analyzer with what was counted of its link. */
  analyzers(): readonly { readonly id: string; readonly counters: AnalyzerCounters }[];
  readonly limits: StationLimits;
  /** Reads the captured log of an analyzer, leniently, and keeps what it holds, marked as imported. @throws EdgeError `file-unreadable`, `request-refused`. */
  keepLog(analyzer: string, file: string): Promise<Kept>;
}

/**
 * Opens the station of a site: the desk where the last run left off, then its analyzers, not yet started.
 * @throws EdgeError `limits-invalid`, `rules-invalid`, `key-unreadable`.
 */
export const openStation = async (site: Site, needs: StationNeeds): Promise<Station> => {
  const { journal, clock, log, onState } = needs;
  const limits = await stationLimits(site);
  const rules = limits.repeatedAs(await loadCaseRules(undefined, site.gateway.language));
  const desk = createDesk({
    ...limits,
    ...deskNeeds(site, needs),
    rules,
    saved: journal.opened.states,
    journal: journal.opened.journal,
  });
  await recallNumbers(desk, journal, journal.opened.heads.urgent[0]);
  journal.onSucceeded(({ journal: id }) => desk.succeeded(id));
  for (const { key } of desk.ignored) log.warn({ key }, 'a saved state of the station could not be read and starts fresh');
  const analyzers = site.analyzers.map((settings) => ({
    id: settings.id,
    running: openAnalyzer(settings, { clock, timezone: site.gateway.timezone, keep: desk.keep, onState, log }),
  }));
  return {
    desk,
    limits,
    start: () => {
      void keepUntold(site, desk, needs);
      for (const { running } of analyzers) running.start();
    },
    stop: async () => void (await Promise.all(analyzers.map(({ running }) => running.stop()))),
    analyzers: () => analyzers.map(({ id, running }) => ({ id, counters: running.counters() })),
    keepLog: (analyzer, file) => importLog(file, settingsOf(site, analyzer), desk, clock),
  };
};

/** So many of the newest raw bytes are looked at when a gateway starts: what was under way when the last run ended is among them. */
const NEWEST_RAW = 256;

/** On a printer port nobody sends again what reached the disk just before the last run ended, while its fact did not. */
const keepUntold = async (site: Site, desk: Desk, { journal, log }: StationNeeds): Promise<void> => {
  const printers = new Set(site.analyzers.flatMap(({ id, profile }) => (profile.link.protocol === 'text' ? [id] : [])));
  if (printers.size === 0) return;
  try {
    const raws = (await journal.newestRaws(NEWEST_RAW)).filter(({ analyzer }) => printers.has(analyzer));
    const kept = await desk.keepUntold(raws);
    if (kept > 0)
      log.warn({ printouts: kept }, 'printouts of before the last stop were kept, and in no record yet: they are now');
  } catch (error) {
    log.error({ reason: wordsOf(error) }, 'printouts of before the last stop could not be looked through');
  }
};

const deskNeeds = (site: Site, { journal, clock, newId, know, people }: StationNeeds) => {
  const { timezone, language } = site.gateway;
  return {
    clock, newId, know, timezone, language,
    keepRaw: journal.keepRaw,
    rawOf: journal.raw,
    name: journal.name,
    person: journal.person,
    erase: people.erase,
    refOf: people.refOf,
    nameOf: people.nameOf,
    sha256: sha256OfBytes,
    analyzers: site.analyzers.map(deskAnalyzer),
    understand: (analyzer: string, raw: Uint8Array) => readerOf(settingsOf(site, analyzer).profile)(raw),
  }; // biome-ignore format: a list to read
};

const settingsOf = (site: Site, analyzer: string): Site['analyzers'][number] => {
  const settings = site.analyzers.find(({ id }) => id === analyzer);
  if (settings !== undefined) return settings;
  throw new EdgeError('request-refused', say(site.gateway.language, 'station.analyzer.unknown', { id: analyzer }));
};

const isUnanswered = ({ link }: Site['analyzers'][number]['profile']): boolean =>
  link.protocol === 'text' || link.protocol === 'folder';

const deskAnalyzer = ({ id, profile }: Site['analyzers'][number]): DeskAnalyzer => ({
  id,
  profile: profile.id,
  recordNumbers: profile.recordNumbers,
  retryWindow: isUnanswered(profile) ? 0 : RETRY_WINDOW,
});
