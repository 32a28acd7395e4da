import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';
import type { Bench, Row } from './bench.ts';
import { writeBacklog } from './load/backlog.ts';
import { type BenchPlace, inBenchPlace, withChildren } from './load/bench-place.ts';
import { askNumber, type LineChild, startChild } from './load/child.ts';
import { startLarderOnSlowDisk, startLoadedGateway, startPlatform, UNITS, writeSite } from './load/loaded-gateway.ts';
import { rhythmOf } from './load/poll-rhythm.ts';
import { percentile } from './load/statistics.ts';

const PERIOD: Millis = 1000;
const WARM_UP: Millis = 10_000;
const QUIET_WINDOW: Millis = 30_000;
/** Longest that the backlog may take to drain. */
const LONGEST_DRAIN: Millis = 300_000;
const DAY: Millis = 86_400_000;
/** How often each of the 1,000 channels was read in the day of the backlog. */
const BACKLOG_EVERY: Millis = 5_000;
const SYNC: Millis = 200;

const MOST_JITTER: Millis = 20;

const pause = (time: Millis): Promise<void> => sleep(systemClock, time);

/** Polls as the devices saw them arrive, in a window of time. */
interface Watched {
  readonly polls: number;
  readonly p99: Millis;
  readonly worst: Millis;
  readonly lost: number;
}

const arrivalsIn = async (devices: LineChild): Promise<readonly (readonly [unit: number, at: Millis])[]> => {
  devices.say('');
  return JSON.parse(await devices.next());
};

const watched = async ({ devices }: BenchPlace, window: Promise<unknown>): Promise<Watched> => {
  await arrivalsIn(devices);
  await window;
  const arrivals = await arrivalsIn(devices);
  const units = Array.from({ length: UNITS }, (_, unit) => arrivals.filter(([asked]) => asked === unit + 1).map(([, at]) => at));
  const rhythms = units.map((times) => rhythmOf(times, PERIOD));
  const deviations = rhythms.flatMap((rhythm) => rhythm.deviations);
  return {
    polls: arrivals.length,
    p99: percentile(deviations, 0.99),
    worst: Math.max(...deviations),
    lost: rhythms.reduce((sum, { lost }) => sum + lost, 0),
  };
};

/** With nothing beside it, for comparison. */
const undisturbed = (): Promise<Watched> =>
  inBenchPlace(async (place) => {
    const { larder, platform } = await startLoadedGateway(place, { every: `${PERIOD}ms` });
    return await withChildren([larder, platform], async () => {
      await pause(WARM_UP);
      return await watched(place, pause(QUIET_WINDOW));
    });
  }, 'arrival-server');

/** Verifies over and over until `until` has settled; gives how often it came to an end. */
const verifying = async (config: string, until: Promise<unknown>): Promise<number> => {
  let over = false;
  let current: LineChild | undefined;
  let ends = 0;
  const stopped = until.finally(() => {
    over = true;
    current?.kill('SIGTERM');
  });
  while (!over) {
    current = startChild('../../../gateway/cli/larder.js', ['verify', '-c', config]);
    const ended = await current.ended;
    if (ended === '0') ends += 1;
    else if (!over) throw new Error(`larder verify ended with ${ended}`);
  }
  await stopped;
  return ends;
};

interface Beset extends Watched {
  readonly backlog: number;
  readonly drainTime: Millis;
  readonly verifications: number;
}

/** Waits until the platform has stored so many readings. */
const storedUpTo = async (platform: LineChild, readings: number): Promise<void> => {
  const end = systemClock.elapsed() + LONGEST_DRAIN;
  while ((await askNumber(platform)) < readings) {
    if (systemClock.elapsed() > end) throw new Error('the backlog does not drain');
    await pause(100);
  }
};

const beset = (): Promise<Beset> =>
  inBenchPlace(async (place) => {
    const config = writeSite(place, { every: `${PERIOD}ms` });
    const backlog = await writeBacklog(config, DAY, BACKLOG_EVERY);
    const larder = startLarderOnSlowDisk(config, SYNC);
    await pause(WARM_UP);
    const platform = await startPlatform(place);
    return await withChildren([larder, platform], async () => {
      await storedUpTo(platform, 1);
      const began = systemClock.elapsed();
      const polls = watched(place, storedUpTo(platform, backlog));
      const verifications = await verifying(config, polls);
      return { ...(await polls), backlog, drainTime: systemClock.elapsed() - began, verifications };
    });
  }, 'arrival-server');

const inWords = ({ p99, worst, polls }: Watched): string => `${p99.toFixed(1)} ms (worst ${worst.toFixed(1)}, ${polls} polls)`;

export const bench: Bench = {
  name: 'jitter',
  about: `Arrival of each unit’s requests at the devices against an even beat of ${PERIOD} ms, ${UNITS} units of 20 registers over TCP; a day’s backlog of 1,000 channels each ${BACKLOG_EVERY / 1000} s drains to mosquitto and a receiver, \`larder verify\` runs over and over, and every fdatasync and fsync of the gateway takes ${SYNC} ms more (strace).`,
  run: async (report: (row: Row) => void) => {
    const quiet = await undisturbed();
    report({ what: 'p99 with nothing beside it', reached: inWords(quiet), target: 'shown' });
    const { backlog, drainTime, verifications, ...polls } = await beset();
    report({
      what: 'p99 with all of that beside it, from the first to the last of the backlog',
      reached: inWords(polls),
      target: `≤ ${MOST_JITTER} ms`,
      ok: polls.p99 <= MOST_JITTER,
    });
    report({ what: 'polls lost', reached: String(polls.lost), target: '0', ok: polls.lost === 0 });
    report({ what: `time in which ${backlog} readings drained`, reached: `${(drainTime / 1000).toFixed(0)} s`, target: 'shown' });
    report({ what: 'times that the whole record was verified meanwhile', reached: String(verifications), target: 'shown' });
  },
};
