import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mqttPublisher } from '../../cloud-bridge/relay/mqtt-publisher.ts';
import { createRelay, type Relay } from '../../cloud-bridge/relay/relay.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { instantOf, type Millis } from '../../gateway/domain/clock.ts';
import { NOTHING_DELIVERED } from '../../gateway/domain/delivered.ts';
import type { AlarmFact } from '../../gateway/domain/fact.ts';
import { createReadingBatch } from '../../gateway/domain/reading-batch.ts';
import type { Journal } from '../../gateway/journal/journal.ts';
import { startJournalWorker } from '../../gateway/journal/journal-client.ts';
import type { SubscriberReport } from './relay-subscriber.ts';
import { BENCH_GATEWAY, openThermalSite, thermalSettings } from './thermal-site.ts';

/** Fills a folder's journal with at least so many readings of the thermal site, each block a minute; gives their number. */
export const fillBacklog = (folder: string, least: number): number => {
  const site = openThermalSite(folder);
  while (site.readings() < least) site.minute();
  site.core.close();
  return site.readings();
};

/** A subscriber in its own process, and all that it said so far. */
export interface WatchedSubscriber {
  values(): number;
  /** Duplicated blocks, broken chains, unreadable lines and holes: all must be 0 in the end. */
  faults(): number;
  readonly lateness: number[];
  readonly alarms: number[];
  /** When a test arrived (UTC ms), by what its instrument sent as its sample. */
  readonly tests: ReadonlyMap<string, number>;
  close(): void;
}

export const startSubscriber = async (url: string, liveFrom: number, gateway = BENCH_GATEWAY): Promise<WatchedSubscriber> => {
  const child: ChildProcess = fork(fileURLToPath(new URL('relay-subscriber.js', import.meta.url)), [
    url,
    gateway,
    String(liveFrom),
  ]);
  const lateness: number[] = [];
  const alarms: number[] = [];
  const tests = new Map<string, number>();
  let last: SubscriberReport = { values: 0, duplicated: 0, broken: 0, holes: 0, lateness: [], alarms: [], tests: [] };
  await new Promise<void>((resolve) => {
    child.on('message', (report: SubscriberReport) => {
      last = report;
      lateness.push(...report.lateness);
      alarms.push(...report.alarms);
      for (const [sample, at] of report.tests) tests.set(sample, at);
      resolve();
    });
  });
  return {
    values: () => last.values,
    faults: () => last.duplicated + last.broken + last.holes,
    lateness,
    alarms,
    tests,
    close: () => child.disconnect(),
  };
};

/** The journal of `folder` in its worker, on the real clock. */
export const openRealJournal = (folder: string, seal: Millis): Promise<Journal> =>
  startJournalWorker().open(thermalSettings(folder, seal));

export const relayOf = (journal: Journal, url: string): Relay =>
  createRelay({
    uplink: 'city', gateway: BENCH_GATEWAY, acknowledge: 'stored', blocks: journal, clock: systemClock, random: Math.random,
    opened: { ...journal.opened, delivered: journal.opened.delivered['city'] ?? { urgent: NOTHING_DELIVERED, readings: NOTHING_DELIVERED } },
    publisher: mqttPublisher({ url, clientId: 'larder-bench' }),
    log: { info: () => undefined, warn: () => undefined },
    onState: () => undefined,
    describe: () => ({ boot: 1, clock: 'sure' }),
  }); // biome-ignore format: needs to read

/** Readings that go on while something else is measured: 20 channels each `every`, committed each `commit`. */
export const liveReadings = (journal: Journal, every: Millis, commit: Millis) => {
  const batch = createReadingBatch();
  const places = Array.from({ length: 20 }, (_, place) => place);
  const answering = setInterval(() => {
    batch.add({ elapsed: systemClock.elapsed(), channels: places, values: places.map((place) => 4 + place / 10) });
  }, every);
  const commits = (facts: readonly AlarmFact[]): Promise<unknown> =>
    journal.commit({ at: instantOf(systemClock), clock: 'sure', readings: batch.take(), facts, states: [] });
  const committing = setInterval(() => void commits([]), commit);
  let raised = 0;
  return {
    /** Raises or clears an alarm: it is committed, and sealed, at once. */
    alarm: (): Promise<unknown> => {
      raised += 1;
      return commits([alarmAt(systemClock.now(), raised)]);
    },
    stop: (): void => {
      clearInterval(answering);
      clearInterval(committing);
    },
  };
};

const alarmAt = (at: number, count: number): AlarmFact => ({
  kind: 'alarm', at, id: `alarm${count}`, channel: 'fridge-1/temperature', rule: 'cn.fridge', cause: 'high', level: 'legal',
  active: count % 2 === 1, acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false,
  raisedAt: at, since: at - 60_000, value: 8.4, limit: 8,
}); // biome-ignore format: a fact

/** Waits, in real time, until something is so; throws after `most`. */
export const untilSo = async (isSo: () => boolean, most: Millis): Promise<void> => {
  const end = systemClock.elapsed() + most;
  while (!isSo()) {
    if (systemClock.elapsed() > end) throw new Error('it did not come to be in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The value that `share` of all don't exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
