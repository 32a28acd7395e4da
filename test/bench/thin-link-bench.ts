import { systemClock } from '../../gateway/app/system-clock.ts';
import { startMosquitto } from '../peers/mosquitto.ts';
import { startThrottlingProxy } from '../peers/throttling-proxy.ts';
import type { Bench, Row } from './bench.ts';
import { fillBacklog, liveReadings, openRealJournal, quantile, relayOf, startSubscriber, untilSo } from './relay-load.ts';
import { inFolder } from './thermal-site.ts';

/** A day of 20 channels each 10 s. */
const DAY = 172_800;
const BITS = 20_000;
const ALARMS = 20;

const pause = (duration: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, duration));

const measure = async (folder: string, report: (row: Row) => void): Promise<void> => {
  fillBacklog(folder, DAY);
  const broker = await startMosquitto();
  const proxy = await startThrottlingProxy({ port: broker.port, bitsPerSecond: BITS });
  const subscriber = await startSubscriber(broker.url, Date.now());
  const journal = await openRealJournal(folder, 60_000);
  const relay = relayOf(journal, `mqtt://127.0.0.1:${proxy.port}`);
  const live = liveReadings(journal, 10_000, 2000);
  try {
    const began = systemClock.elapsed();
    relay.start();
    await untilSo(() => relay.status().connected, 30_000);
    for (let count = 0; count < ALARMS; count += 1) {
      await pause(2000 + Math.random() * 2000);
      await live.alarm();
    }
    await untilSo(() => subscriber.alarms.length >= ALARMS, 30_000);
    const used = proxy.up().bytes / (((systemClock.elapsed() - began) / 1000) * (BITS / 8));
    const worst = Math.max(...subscriber.alarms);
    report({
      what: `${ALARMS} alarms while a day's backlog (${DAY} readings) drains over ${BITS / 1000} kbit/s, the latest`,
      reached: `${worst} ms`,
      target: '≤ 3000 ms',
      ok: worst <= 3000,
    });
    report({ what: 'the same, median', reached: `${quantile(subscriber.alarms, 0.5)} ms`, target: 'shown' });
    report({ what: 'use of the link meanwhile', reached: used.toFixed(2), target: 'shown' });
    report({ what: 'readings stored meanwhile', reached: String(subscriber.values()), target: 'shown' });
  } finally {
    live.stop();
    await relay.stop(0);
    await journal.close();
    subscriber.close();
    await proxy.close();
    await broker.stop();
  }
};

/** Who waits for whom on a thin link. */
export const bench: Bench = {
  name: 'thin-link',
  about:
    'an alarm over 20 kbit/s (a throttling proxy before mosquitto, both directions) while a day of readings waits to be sent',
  run: (report) => inFolder((folder) => measure(folder, report)),
};
