import { rmSync } from 'node:fs';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../../gateway/domain/clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { endChild, type LineChild } from '../load/child.ts';
import { startLarder } from '../load/loaded-gateway.ts';
import { CommittedAccount } from './account.ts';
import { committedIn } from './committed.ts';
import { type Counters, serveCounters } from './counters.ts';
import { type KillSite, writeKillSite } from './kill-site.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { openSubscriber, type Subscriber } from './subscriber.ts';

const UNITS = 4;

/** A broker that can be killed, and started anew on the same port. */
export interface MortalBroker {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** What a campaign does, and how often. */
export interface Campaign {
  readonly gatewayKills: number;
  readonly brokerKills: number;
  readonly acknowledge: 'stored' | 'broker';
  readonly seed: number;
}

/** Of the kills, so many meet a gateway that is starting; the others one that reads. */
const WHILE_STARTING = 0.25;
const LONGEST_START: Millis = 900;
const LONGEST_LIFE: Millis = 1500;
/** Longest wait for a gateway to read, and for what is still on its way at the end. */
const PATIENCE: Millis = 30_000;

interface Field {
  readonly site: KillSite;
  readonly broker: MortalBroker;
  readonly counters: Counters;
  readonly committed: CommittedAccount;
  readonly random: () => number;
}

const pause = (time: Millis): Promise<void> => sleep(systemClock, time);

/** Waits until something is so; false when it isn't in time. */
const until = async (isSo: () => boolean, most: Millis): Promise<boolean> => {
  const end = systemClock.elapsed() + most;
  while (!isSo() && systemClock.elapsed() < end) await pause(10);
  return isSo();
};

const begun = async (counters: Counters): Promise<void> => {
  const before = counters.total();
  if (!(await until(() => counters.total() > before, PATIENCE))) throw new Error('the gateway does not read');
};

/** One life of a gateway, ended by SIGKILL; then a look at what it had committed. */
const liveAndDie = async ({ site, counters, committed, random }: Field): Promise<void> => {
  const larder = startLarder(site.config);
  if (random() < WHILE_STARTING) await pause(random() * LONGEST_START);
  else {
    await begun(counters);
    await pause(random() * LONGEST_LIFE);
  }
  larder.kill('SIGKILL');
  await larder.ended;
  lookInto(site, committed);
};

const lookInto = ({ dataFolder }: KillSite, committed: CommittedAccount): void => {
  const found = committedIn(dataFolder, committed.sealed + 1);
  if (found !== undefined) committed.add(found);
};

const killBroker = async ({ broker, random }: Field): Promise<void> => {
  await pause(random() * LONGEST_LIFE);
  await broker.kill();
  await pause(random() * 300);
  await broker.start();
};

/** A last gateway hands over what there is, and ends in order. */
const handOver = async ({ site, counters, committed }: Field, subscriber: Subscriber): Promise<void> => {
  const last: LineChild = startLarder(site.config);
  await begun(counters);
  const found = committed.readings.at(-1)?.number ?? 0;
  await until(() => subscriber.upTo() >= found, PATIENCE);
  const ended = await endChild(last);
  if (ended !== '0') throw new Error(`the last gateway ended with ${ended}`);
  lookInto(site, committed);
  await until(() => subscriber.upTo() >= committed.sealed, PATIENCE);
};

/**
 * Kills a gateway and its broker at random moments while it reads counters, and holds what reached a subscriber against
 * what the journal's file held after each kill, and against what the counters sent.
 */
export const runCampaign = async (campaign: Campaign, broker: MortalBroker): Promise<Outcome> => {
  const { gatewayKills, brokerKills, acknowledge, seed } = campaign;
  const counters = await serveCounters(UNITS);
  const site = writeKillSite(counters.server.port, UNITS, broker.url, acknowledge);
  const subscriber = await openSubscriber(broker.url, acknowledge === 'stored');
  const field: Field = { site, broker, counters, committed: new CommittedAccount(), random: seededRandom(seed) };
  try {
    const between = Math.max(1, Math.floor(gatewayKills / brokerKills));
    for (let kill = 1; kill <= gatewayKills; kill += 1) {
      const meanwhile = kill % between === 0 ? killBroker(field) : undefined;
      await liveAndDie(field);
      await meanwhile;
    }
    await handOver(field, subscriber);
    return outcomeOf(counters, field.committed, subscriber.arrived());
  } finally {
    await subscriber.close();
    await counters.server.close();
    rmSync(site.folder, { recursive: true, force: true });
  }
};
