import { startMosquitto } from '../peers/mosquitto.ts';
import type { Bench, Row } from './bench.ts';
import { startLarder } from './load/loaded-gateway.ts';
import { namesAsked, numberAsked } from './number-asked.ts';
import type { LinkOutcome } from './station/kill-account.ts';
import { type CampaignOutcome, runStationCampaign } from './station/kill-campaign.ts';
import { KILL_LINKS, type KillLink } from './station/kill-link.ts';

const SESSIONS = 10_000;
const KILLS = 500;
const STATIONS = 4;
const SEED = 17;
const LONGEST_LIFE = 6000;

const sum = (links: readonly LinkOutcome[], of: (link: LinkOutcome) => number): number =>
  links.reduce((all, link) => all + of(link), 0);

const words = (links: readonly LinkOutcome[]): string =>
  [
    sum(links, ({ wrong }) => wrong.length),
    sum(links, ({ lost }) => lost.length),
    sum(links, ({ duplicated }) => duplicated.length),
  ].join(' / ');

const reached = (links: readonly LinkOutcome[]): Pick<Row, 'reached' | 'target' | 'ok'> => ({
  reached: words(links),
  target: '0 / 0 / 0',
  ok: words(links) === '0 / 0 / 0',
});

const rowOf = (link: LinkOutcome): Row => ({
  what: `${link.link.name} (${link.link.profile}): wrong / lost / duplicated, of ${link.measured} results in ${link.sessions} sessions`,
  ...reached([link]),
});

/**
 * So many results at most may come twice on paper. A printout that broke off between a result's value and its time leaves that
 * result without a time, and so does one on whose heels the next was printed, of which nobody can say then whose time is whose:
 * a whole table, or two. Printed again they have their time. Nothing on the paper says that they are the same, so both are
 * kept, and the second is marked.
 */
const mostTwice = ({ struck, link }: LinkOutcome): number => {
  const brokenOff = (struck.get('truncated') ?? 0) + (struck.get('powerCut') ?? 0) + (struck.get('portLost') ?? 0);
  return link.kind === 'printer-slip' ? brokenOff : 2 * link.channels * brokenOff;
};

const paperRow = (link: LinkOutcome): Row => {
  const { wrong, lost, duplicated, unmarked, measured, sessions } = link;
  const most = mostTwice(link);
  return {
    what: `${link.link.name}: wrong / lost / twice / twice without being marked as a possible repeat, of ${measured} results in ${sessions} sessions, once all was printed again at the end`,
    reached: `${words([link])} / ${unmarked.length}`,
    target: `0 / 0 / at most ${most}, from printouts that broke off / 0`,
    ok: wrong.length + lost.length + unmarked.length === 0 && duplicated.length <= most,
  };
};

const onPaper = (links: readonly LinkOutcome[], outcome: CampaignOutcome, report: (row: Row) => void): void => {
  for (const link of links) report(paperRow(link));
  const { lost, inPieces } = outcome.onPaper;
  report({
    what: 'printer ports: results that were not there before all was printed again; of these, kept without their number, in pieces that wait for a person. Nothing is acknowledged there, and what went to a gateway that died is gone',
    reached: `${lost} of ${sum(links, ({ measured }) => measured)}; ${inPieces}`,
    target: 'what this link can’t promise',
  });
  report({
    what: 'printer ports: pieces of printouts without a number, kept for people to see, that name nobody’s result',
    reached: String(sum(links, ({ nameless }) => nameless)),
    target: 'shown',
  });
};

const faults = (links: readonly LinkOutcome[]): string => {
  const all = new Map<string, number>();
  for (const { struck } of links) for (const [fault, times] of struck) all.set(fault, (all.get(fault) ?? 0) + times);
  return [...all].map(([fault, times]) => `${fault} ${times}`).join(', ');
};

const reportAll = (outcome: CampaignOutcome, report: (row: Row) => void): void => {
  const { links, kills, inSession, brokenRecord } = outcome;
  const acknowledging = links.filter(({ link }) => !link.onPaper);
  if (acknowledging.length > 0)
    report({
      what: `wrong / lost / duplicated results of ${sum(acknowledging, ({ measured }) => measured)}, in ${sum(links, ({ sessions }) => sessions)} sessions over every link, ${kills} × kill -9 of the gateway`,
      ...reached(acknowledging),
    });
  for (const link of acknowledging) report(rowOf(link));
  const printed = links.filter(({ link }) => link.onPaper);
  if (printed.length > 0) onPaper(printed, outcome, report);
  report({ what: 'kills that met at least one meter in mid-session', reached: `${inSession} of ${kills}`, target: 'shown' });
  const harm = sum(links, (each) => each.harm);
  report({
    what: 'memories erased and settings written by the gateway; faults of the record as the subscribers saw it',
    reached: `${harm}; ${brokenRecord}`,
    target: '0; 0',
    ok: harm + brokenRecord === 0,
  });
  report({ what: 'faults that struck', reached: faults(links), target: 'all kinds' });
};

/** Shows the first of what went wrong, so that it can be looked into. */
const tellFindings = ({ links }: CampaignOutcome): void => {
  for (const { link, wrong, lost, duplicated, unmarked } of links) {
    const found = { wrong, lost, duplicated, unmarked };
    for (const [how, keys] of Object.entries(found))
      if (keys.length > 0) process.stderr.write(`  ${link.name}, ${how}: ${keys.slice(0, 5).join('; ')}\n`);
  }
};

/** Two meters on every link, or on those that the command line names. */
const linksAsked = (): readonly KillLink[] => {
  const names = namesAsked('links');
  const links = KILL_LINKS.filter(({ name }) => names?.includes(name) ?? true);
  if (names !== undefined && links.length < names.length)
    throw new Error(`--links knows ${KILL_LINKS.map(({ name }) => name).join(', ')}`);
  return [...links, ...links];
};

export const bench: Bench = {
  name: 'station-kills',
  about:
    'Results that arrive at subscribers, held against the logs of the meters that measured them: four stations, each a whole gateway in a process of its own with two meters on every link, all faults of the links at 1 % for each frame and reply, meters and operators ten times as fast as life (on LIS01 two and a half times), mosquitto. A quarter of the kills meets a gateway that is starting. At the end the wires are quiet, and what was printed on paper is printed once more, down to the last slip. --sessions=N, --kills=N, --stations=N, --seed=N and --links=NAME,… make another.',
  run: async (report) => {
    const broker = await startMosquitto();
    try {
      const outcome = await runStationCampaign({
        sessions: numberAsked('sessions', SESSIONS),
        kills: numberAsked('kills', KILLS),
        links: linksAsked(),
        stations: numberAsked('stations', STATIONS),
        brokerUrl: broker.url,
        seed: numberAsked('seed', SEED),
        longestLife: LONGEST_LIFE,
        start: startLarder,
        onProgress: (text) => void process.stderr.write(`  ${text}\n`),
      });
      tellFindings(outcome);
      reportAll(outcome, report);
    } finally {
      await broker.stop();
    }
  },
};
