import { systemClock } from '../../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../../gateway/domain/clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { addedOutcomes, type LinkOutcome } from './kill-account.ts';
import type { KillLink } from './kill-link.ts';
import { dosesOf, type KillPost } from './kill-post.ts';
import { type KillStation, openKillStation } from './kill-station.ts';

/** A gateway that can be killed. */
export interface MortalGateway {
  kill(signal: 'SIGKILL'): void;
  readonly ended: Promise<unknown>;
}

/** What a campaign does, and how often. */
export interface StationCampaign {
  readonly sessions: number;
  readonly kills: number;
  /** The links of each station; one may stand there twice. */
  readonly links: readonly KillLink[];
  /** So many stations, with a gateway each, at once. */
  readonly stations: number;
  readonly brokerUrl: string;
  readonly seed: number;
  /** The longest that a gateway lives before it is killed. */
  readonly longestLife: Millis;
  start(config: string): MortalGateway;
  /** Told now and then how far it is. */
  onProgress?(words: string): void;
}

/** What came of it. */
export interface CampaignOutcome {
  readonly links: readonly LinkOutcome[];
  /** Of links on paper, what was lost before the operator printed all once more. */
  readonly onPaper: PaperBefore;
  readonly kills: number;
  /** Of these, in mid-session: while a meter waited for its transfer to end. */
  readonly inSession: number;
  /** Faults of the record itself: broken chains, holes, numbers that came twice. */
  readonly brokenRecord: number;
}

/** Of each frame and reply, so many meet each fault. */
const CHANCE = 0.01;
/** Of the kills, so many meet a gateway that is starting; the others one that works. */
const WHILE_STARTING = 0.25;
const LONGEST_START: Millis = 900;
/** Longest wait for a gateway to work; and, at the end, for anything more to arrive. */
const PATIENCE: Millis = 120_000;
/** No meter gets farther ahead of its share of the sessions than this, while there are kills to come. */
const AHEAD = 1.5;
/** A full memory is emptied after so many runs, once all of it is at the platform. */
const RUNS_OF_A_MEMORY = 4;
const REPORT: Millis = 20_000;

const pause = (time: Millis): Promise<void> => sleep(systemClock, time);

const until = async (isSo: () => boolean, most: Millis = Number.POSITIVE_INFINITY): Promise<boolean> => {
  const end = systemClock.elapsed() + most;
  while (!isSo() && systemClock.elapsed() < end) await pause(50);
  return isSo();
};

/**
 * Waits until something is so, or for as long as there is progress: a printer that prints a memory of 600 slips, each with its
 * pause, is at it for longer than anybody would wait for a gateway. Looks every `each` ms; without progress for `patience` it ends.
 */
export const untilStill = async (
  isSo: () => boolean,
  progress: () => number,
  each: Millis = 250,
  patience: Millis = PATIENCE,
): Promise<void> => {
  let [last, at] = [progress(), systemClock.elapsed()];
  while (!isSo() && systemClock.elapsed() - at < patience) {
    await pause(each);
    const now = progress();
    if (now !== last) [last, at] = [now, systemClock.elapsed()];
  }
};

/** How far a campaign is. */
interface Tally {
  sessions: number;
  kills: number;
  inSession: number;
}

class Field {
  readonly campaign: StationCampaign;
  readonly stations: readonly KillStation[];
  readonly tally: Tally = { sessions: 0, kills: 0, inSession: 0 };
  readonly #ending: AbortSignal;

  constructor(campaign: StationCampaign, stations: readonly KillStation[], ending: AbortSignal) {
    this.#ending = ending;
    this.campaign = campaign;
    this.stations = stations;
  }

  isOver(): boolean {
    const { sessions, kills } = this.campaign;
    return this.#ending.aborted || (this.tally.sessions >= sessions && this.tally.kills >= kills);
  }

  /** Quick links wait for the kills, so that all meet as many. */
  #mostRuns(): number {
    const { sessions, kills, links, stations } = this.campaign;
    if (this.tally.kills >= kills) return Number.POSITIVE_INFINITY;
    return 2 + (AHEAD * (sessions * (this.tally.kills + 1))) / (kills + 1) / (links.length * stations);
  }

  /** An operator at one meter: a run, its transfer, and the next, until the campaign is over. */
  async operate(station: KillStation, post: KillPost): Promise<void> {
    const { meter, random } = post;
    for (let run = 1; !this.isOver(); run += 1) {
      meter.measure(dosesOf(post, run));
      meter.transfer();
      this.tally.sessions += 1;
      await until(() => !meter.isTransferring() || this.isOver());
      await sleep(post.clock, post.link.betweenRuns * (1 + random() / 2));
      await until(() => run < this.#mostRuns() || this.isOver());
      if (run % RUNS_OF_A_MEMORY === 0 && station.outcomeOf(post).lost.length === 0) meter.emptyMemory();
    }
  }

  /** Gateways of one station, each ended by SIGKILL; the last lives on. */
  async kill(station: KillStation, kills: number, random: () => number): Promise<void> {
    for (let kill = 1; kill <= kills; kill += 1) {
      const gateway = this.campaign.start(station.config);
      let mayEnd = false;
      const tooSoon = gateway.ended.then((how) => {
        if (!mayEnd) throw new Error(`a gateway ended by itself: ${JSON.stringify(how)}`);
      });
      await Promise.race([this.#live(station, random), tooSoon]);
      mayEnd = true;
      if (station.posts.some(({ meter }) => meter.isTransferring())) this.tally.inSession += 1;
      gateway.kill('SIGKILL');
      await tooSoon;
      this.tally.kills += 1;
    }
    this.campaign.start(station.config);
  }

  async #live(station: KillStation, random: () => number): Promise<void> {
    if (random() < WHILE_STARTING) return pause(random() * LONGEST_START);
    const before = station.called();
    if (!(await until(() => station.called() > before, PATIENCE))) throw new Error('the gateway calls no meter');
    await pause(random() * this.campaign.longestLife);
  }

  words(): string {
    const { sessions, kills, inSession } = this.tally;
    return `${sessions} sessions, ${kills} kills, ${inSession} of them in mid-session`;
  }
}

/** Results on paper before the operator prints all of it once more. */
interface PaperBefore {
  readonly lost: number;
  /** Of these, those whose sample and value people see in a piece without its number. */
  readonly inPieces: number;
}

/** What each meter still owes has its time on a quiet wire; on paper, all is printed once more, down to the last slip. */
const settle = async (stations: readonly KillStation[]): Promise<PaperBefore> => {
  const all = stations.flatMap((station) => station.posts.map((post) => ({ station, post })));
  const onPaper = all.filter(({ post }) => post.link.onPaper);
  const acknowledged = all.filter(({ post }) => !post.link.onPaper);
  for (const { post } of all) post.meter.disturb({});
  const missing = (some: typeof all): number =>
    some.reduce((sum, { station, post }) => sum + station.outcomeOf(post).lost.length, 0);
  const busy = (some: typeof all): number => some.filter(({ post }) => post.meter.isTransferring()).length;
  const owed = (): number => onPaper.reduce((sum, { post }) => sum + post.meter.owed(), 0);
  await untilStill(
    () => busy(all) + missing(acknowledged) === 0,
    () => busy(all) + missing(acknowledged),
  );
  const before = onPaper.map(({ station, post }) => station.outcomeOf(post));
  for (const { post } of onPaper) post.meter.transferAll();
  await untilStill(
    () => busy(onPaper) + missing(onPaper) === 0,
    () => owed() + missing(onPaper),
  );
  return {
    lost: before.reduce((total, { lost }) => total + lost.length, 0),
    inPieces: before.reduce((total, { inPieces }) => total + inPieces, 0),
  };
};

const share = (kills: number, stations: number, place: number): number =>
  Math.floor(kills / stations) + (place < kills % stations ? 1 : 0);

const outcomeOf = ({ campaign, stations, tally }: Field, onPaper: PaperBefore): CampaignOutcome => ({
  links: [...new Set(campaign.links)].map((link) =>
    addedOutcomes(
      link,
      stations.flatMap((station) => station.posts.filter((post) => post.link === link).map((post) => station.outcomeOf(post))),
    ),
  ),
  onPaper,
  kills: tally.kills,
  inSession: tally.inSession,
  brokenRecord: stations.reduce((sum, station) => sum + station.brokenRecord(), 0),
});

/**
 * Operators work at simulated meters under all faults of their links, while the gateways of their stations are killed at random
 * moments; then the wires are quiet, and what reached the subscribers is held against the meters' own logs.
 */
export const runStationCampaign = async (campaign: StationCampaign): Promise<CampaignOutcome> => {
  const { links, brokerUrl, seed, kills } = campaign;
  const stations: KillStation[] = [];
  const living = new Set<MortalGateway>();
  const start = (config: string): MortalGateway => {
    const gateway = campaign.start(config);
    living.add(gateway);
    void gateway.ended.then(() => living.delete(gateway));
    return gateway;
  };
  const ending = new AbortController();
  try {
    for (let place = 0; place < campaign.stations; place += 1)
      stations.push(await openKillStation({ id: `kills-${place + 1}`, brokerUrl, links, seed: seed + place, chance: CHANCE }));
    const field = new Field({ ...campaign, start }, stations, ending.signal);
    void tellProgress(field, ending.signal);
    await Promise.all([
      ...stations.flatMap((station) => station.posts.map((post) => field.operate(station, post))),
      ...stations.map((station, place) =>
        field.kill(station, share(kills, stations.length, place), seededRandom(seed * 31 + place)),
      ),
    ]);
    ending.abort();
    campaign.onProgress?.(`${field.words()}; now the wires are quiet`);
    return outcomeOf(field, await settle(stations));
  } finally {
    ending.abort();
    for (const gateway of living) gateway.kill('SIGKILL');
    await Promise.all([...living].map(({ ended }) => ended));
    for (const station of stations) await station.close();
  }
};

const tellProgress = async (field: Field, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await sleep(systemClock, REPORT, signal);
    if (!signal.aborted) field.campaign.onProgress?.(field.words());
  }
};
