import type { Site } from '../config/site.ts';
import type { Cancel, Clock } from '../domain/clock.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import type { Intake } from '../intake/intake.ts';
import type { Answerer } from './control-socket.ts';
import { draftsInChild } from './drafts-in-child.ts';
import { type Remaker, remadeInChild } from './remade-in-child.ts';
import type { SigningNeeds } from './report-answers.ts';
import type { RoundsNeeds, RoundsParts } from './report-rounds.ts';
import type { SitePeople } from './site-people.ts';
import { everyTenMinutes } from './ten-minute-ticks.ts';
import type { UnsignedDrafts } from './unsigned-drafts.ts';

/** What ticks, and what makes reports: by default node-cron, and child processes. */
export interface ReportParts extends RoundsParts {
  readonly remake: Remaker;
}

interface ReportNeeds extends Pick<RoundsNeeds, 'isTimeSure' | 'log'> {
  readonly clock: Clock;
  readonly people: Pick<SitePeople, 'now' | 'refer'>;
  know: Intake['know'];
  /** The record can't be kept any more. */
  onFatal(error: unknown): void;
  readonly drafts: Pick<UnsignedDrafts, 'keeping'>;
}

/** The reports that a gateway drafts, and that people sign. */
export interface Reports {
  readonly answer: Answerer;
  start(): Promise<void>;
  /** Ends the ticks and whatever child is at work. */
  readonly stop: Cancel;
}

const REAL: ReportParts = { ticks: everyTenMinutes, draft: draftsInChild, remake: remadeInChild };

/** One at a time: each holds a month in memory. */
const inTurn = (remake: Remaker): Remaker => {
  let last: Promise<unknown> = Promise.resolve();
  return (...asked) => {
    const made = last.then(() => remake(...asked));
    last = made.catch(() => undefined); // whoever asked for it is told
    return made;
  };
};

const mayHaveChecklist = ({ checklistFile, gateway: { site } }: Site): boolean =>
  checklistFile !== undefined || site?.kind !== undefined;

/** Answers as `answerReports` does. What it reads the record with comes with the first signature: a start has more urgent work. */
const answerLater =
  (site: Site, needs: SigningNeeds): Answerer =>
  async (request) => {
    const { answerReports } = await import('./report-answers.ts');
    return await answerReports(site, needs)(request);
  };

/** Drafts and signatures of a site. Each becomes a fact in one transaction with what is known of unsigned drafts. */
export const openReports = (site: Site, needs: ReportNeeds, parts: ReportParts = REAL): Reports => {
  const { clock, people, isTimeSure, log, onFatal } = needs;
  const ending = new AbortController();
  const keep = needs.drafts.keeping(needs.know);
  const know = (facts: readonly ReportFact[]): void => void keep(facts).catch(onFatal);
  let stopRounds: Cancel = () => undefined;
  return {
    answer: answerLater(site, { clock, people, know: keep, remake: inTurn(parts.remake), ending: ending.signal }),
    start: async () => {
      if (!mayHaveChecklist(site)) return;
      const { startReportRounds } = await import('./report-rounds.ts');
      stopRounds = await startReportRounds(site, { clock, isTimeSure, log, know }, parts);
    },
    stop: () => {
      ending.abort();
      stopRounds();
    },
  };
};
