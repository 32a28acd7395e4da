import type { Site } from '../config/site.ts';
import type { Cancel, Clock } from '../domain/clock.ts';
import { localDate } from '../domain/local-time.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { draftedFact } from '../reports/sign-report.ts';
import { type Drafter, draftsInChild } from './drafts-in-child.ts';
import { siteChecklist } from './site-checklist.ts';
import { everyTenMinutes, type Ticks } from './ten-minute-ticks.ts';

/** What the rounds need of the gateway around them. */
export interface RoundsNeeds {
  readonly clock: Clock;
  /** Whether the clock can be vouched for: a draft of a day that has not come would stand in the record for good. */
  isTimeSure(): boolean;
  readonly log: { warn(about: object, words: string): void };
  know(facts: readonly ReportFact[]): void;
}

/** What ticks, and what makes the drafts. */
export interface RoundsParts {
  readonly ticks: Ticks;
  readonly draft: Drafter;
}

/**
 * Has the reports that are due drafted, for a site that has a checklist: looks at each tick at which the time is sure, until the day's are there. A
 * child process makes them and decides what is due, from the record; what comes back becomes facts.
 */
export const startReportRounds = async (
  site: Site,
  needs: RoundsNeeds,
  { ticks, draft }: RoundsParts = { ticks: everyTenMinutes, draft: draftsInChild },
): Promise<Cancel> => {
  const { timezone } = site.gateway;
  const ending = new AbortController();
  let doneFor = '';
  let isBusy = false;
  const look = async (): Promise<void> => {
    const now = needs.clock.now();
    const today = localDate(now, timezone);
    if (isBusy || doneFor === today || !needs.isTimeSure()) return;
    isBusy = true;
    try {
      // Not before the first tick: a start has more urgent work than to read checklists.
      const drafts = siteChecklist(site) === undefined ? [] : await draft(site.file, now, ending.signal);
      if (drafts.length === 0) doneFor = today;
      else needs.know(drafts.map((each) => draftedFact(each, needs.clock.now())));
    } catch (error) {
      if (!ending.signal.aborted) needs.log.warn({ error: String(error) }, 'reports that are due could not be drafted');
    } finally {
      isBusy = false;
    }
  };
  const stop = await ticks(look);
  return () => {
    ending.abort();
    stop();
  };
};
