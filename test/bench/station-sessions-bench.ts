import type { StationLink } from '../simulators/station/station-link.ts';
import { STATION_LINKS } from '../simulators/station/station-link.ts';
import { isFailed, ROUGH, runSession, type SessionOutcome } from '../simulators/station/station-session.ts';
import type { Bench, Row } from './bench.ts';

const SESSIONS = 10_000;

const total = (outcomes: readonly SessionOutcome[], of: (outcome: SessionOutcome) => number): number =>
  outcomes.reduce((sum, outcome) => sum + of(outcome), 0);

const faultsOf = (outcomes: readonly SessionOutcome[]): string => {
  const all = new Map<string, number>();
  for (const { struck } of outcomes) for (const [fault, times] of struck) all.set(fault, (all.get(fault) ?? 0) + times);
  return [...all].map(([fault, times]) => `${fault} ${times}`).join(', ');
};

const measureLink = async (
  link: StationLink,
  sessions: number,
  report: (row: Row) => void,
): Promise<readonly SessionOutcome[]> => {
  const outcomes: SessionOutcome[] = [];
  for (let seed = 1; seed <= sessions; seed += 1) outcomes.push(await runSession(link, seed));
  const [lost, wrong] = [total(outcomes, (each) => each.lost.length), total(outcomes, (each) => each.wrong.length)];
  const tooSoon = total(outcomes, (each) => each.acknowledgedTooSoon.length);
  report({
    what: `${link.kind}: lost, wrong, acknowledged too soon in ${sessions} sessions of ${total(outcomes, (each) => each.measured)} results`,
    reached: `${lost}, ${wrong}, ${tooSoon}`,
    target: '0, 0, 0',
    ok: !outcomes.some(isFailed),
  });
  report({ what: `${link.kind}: faults that struck`, reached: faultsOf(outcomes), target: 'all kinds' });
  return outcomes;
};

const control = async (report: (row: Row) => void): Promise<void> => {
  const [link] = STATION_LINKS.filter(({ kind }) => kind === 'taiyang-16');
  const outcomes: SessionOutcome[] = [];
  for (let seed = 1; link !== undefined && seed <= 20; seed += 1)
    outcomes.push(await runSession(link, seed, { ...ROUGH, refusals: 0.5, restartEvery: 5000, hasty: true }));
  const found = total(outcomes, (each) => each.acknowledgedTooSoon.length);
  report({
    what: 'control: a gateway that acknowledges before it commits, on a disk that refuses half',
    reached: `${found} results acknowledged and not kept`,
    target: 'more than 0: the bench can see it',
    ok: found > 0,
  });
};

/** Wrong or lost results over every link of a rapid-test station, before the desk counts duplicates. */
export const bench: Bench = {
  name: 'station-sessions',
  about: 'results lost, wrong or acknowledged too soon in 10,000 sessions of simulated meters under all faults of their links',
  run: async (report) => {
    const each = Math.ceil(SESSIONS / STATION_LINKS.length);
    const outcomes: SessionOutcome[] = [];
    for (const link of STATION_LINKS) outcomes.push(...(await measureLink(link, each, report)));
    report({
      what: `gateway’s deaths in mid-session, commits that failed, results that came again`,
      reached: [
        total(outcomes, (one) => one.restarts),
        total(outcomes, (one) => one.refusals),
        total(outcomes, (one) => one.again),
      ].join(', '),
      target: 'shown',
    });
    await control(report);
  },
};
