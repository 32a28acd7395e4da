import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { startMosquitto } from '../peers/mosquitto.ts';
import type { Bench, Row } from './bench.ts';
import { fillBacklog, liveReadings, openRealJournal, quantile, relayOf, startSubscriber, untilSo } from './relay-load.ts';
import { inFolder } from './thermal-site.ts';

const READINGS = 1_000_000;
const SEAL = 2000;

const measure = async (folder: string, report: (row: Row) => void): Promise<void> => {
  const filled = fillBacklog(folder, READINGS);
  const broker = await startMosquitto();
  const subscriber = await startSubscriber(broker.url, Date.now());
  const journal = await openRealJournal(folder, SEAL);
  const relay = relayOf(journal, broker.url);
  const live = liveReadings(journal, 100, 500);
  try {
    const began = systemClock.elapsed();
    const held = monitorEventLoopDelay({ resolution: 1 });
    held.enable();
    relay.start();
    await untilSo(() => subscriber.values() >= filled, 120_000);
    held.disable();
    const seconds = (systemClock.elapsed() - began) / 1000;
    const late = [...subscriber.lateness];
    live.stop();
    await relay.stop(5000);
    await untilSo(() => subscriber.faults() === 0, 2000);
    report({
      what: `${filled} readings sealed before, sent to mosquitto, checked and stored by a subscriber`,
      reached: `${seconds.toFixed(1)} s`,
      target: '≤ 20 s',
      ok: seconds <= 20,
    });
    const p99 = quantile(late, 0.99);
    report({
      what: `live readings meanwhile (${late.length}, sealed each ${SEAL} ms), arrival minus end of transaction, p99`,
      reached: `${p99.toFixed(0)} ms`,
      target: `≤ ${SEAL + 500} ms`,
      ok: p99 <= SEAL + 500,
    });
    report({
      what: 'the main thread, where polls are timed, held up meanwhile (timer of 1 ms): p99, longest',
      reached: `${(held.percentile(99) / 1e6).toFixed(1)} ms, ${(held.max / 1e6).toFixed(1)} ms`,
      target: 'shown',
    });
  } finally {
    live.stop();
    await relay.stop(0);
    await journal.close();
    subscriber.close();
    await broker.stop();
  }
};

/** How soon a box that was offline for long has caught up, and who waits for it. */
export const bench: Bench = {
  name: 'backlog',
  about:
    'a backlog of 1,000,000 readings to mosquitto (MQTT 5, loopback), while live readings go on; the journal in its worker, the subscriber in its own process, all on the same cores',
  run: (report) => inFolder((folder) => measure(folder, report)),
};
