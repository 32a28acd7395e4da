import { join } from 'node:path';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep, type UtcMillis } from '../../gateway/domain/clock.ts';
import { startThrottlingProxy } from '../peers/throttling-proxy.ts';
import type { Bench, Row } from './bench.ts';
import { writeBacklog } from './load/backlog.ts';
import { type BenchPlace, inBenchPlace, withChildren } from './load/bench-place.ts';
import { startLarder } from './load/loaded-gateway.ts';
import { writeLoadedSite } from './load/loaded-site.ts';
import { median, percentile } from './load/statistics.ts';
import { startSubscriber, untilSo, type WatchedSubscriber } from './relay-load.ts';
import { type Hl7Instrument, serveInstrument } from './station/hl7-instrument.ts';

const UNITS = 5;
const REGISTERS = 20;
const EVERY: Millis = 10_000;

/** How a gateway is reached, and how much waits there. */
interface Road {
  readonly name: string;
  readonly bitsPerSecond?: number;
  /** Readings that wait when the gateway starts. */
  readonly backlog: number;
  /** Results are sent only while at least so many still wait. */
  readonly least: number;
  readonly results: number;
  /** Between two results, spread evenly. */
  readonly pause: readonly [least: Millis, most: Millis];
}

const LOOPBACK: Road = { name: 'loopback', backlog: 1_600_000, least: 100_000, results: 300, pause: [20, 80] };
const THIN: Road = {
  name: '20 kbit/s',
  bitsPerSecond: 20_000,
  backlog: 160_000,
  least: 100_000,
  results: 25,
  pause: [1000, 3000],
};

/** What one road came to. */
interface Measured {
  /** From the last byte at the wire to the subscriber. */
  readonly times: readonly Millis[];
  readonly filled: number;
  /** Readings that still waited when the last result was sent. */
  readonly left: number;
}

/** Sends results for as long as the backlog is deep; gives when each was sent. */
const sendWhileDraining = async (
  { least, results, pause: [shortest, longest] }: Road,
  instrument: Hl7Instrument,
  left: () => number,
): Promise<ReadonlyMap<string, UtcMillis>> => {
  const sent = new Map<string, UtcMillis>();
  while (sent.size < results && left() >= least) {
    await sleep(systemClock, shortest + Math.random() * (longest - shortest));
    const sample = `S-${sent.size + 1}`;
    sent.set(sample, await instrument.send(sample, sent.size + 1));
  }
  return sent;
};

const measureOn = async (
  road: Road,
  config: string,
  instrument: Hl7Instrument,
  subscriber: WatchedSubscriber,
): Promise<Measured> => {
  const filled = await writeBacklog(config, (road.backlog / (UNITS * REGISTERS)) * EVERY, EVERY);
  return await withChildren([startLarder(config)], async () => {
    await instrument.called;
    const left = (): number => filled - subscriber.values();
    const sent = await sendWhileDraining(road, instrument, left);
    const leftThen = left();
    await untilSo(() => subscriber.tests.size >= sent.size, 30_000);
    const times = [...sent].map(([sample, at]) => (subscriber.tests.get(sample) ?? Number.NaN) - at);
    return { times, filled, left: leftThen };
  });
};

const measured = async ({ broker, devicePort, folder }: BenchPlace, road: Road): Promise<Measured> => {
  const { bitsPerSecond } = road;
  const proxy = bitsPerSecond === undefined ? undefined : await startThrottlingProxy({ port: broker.port, bitsPerSecond });
  const instrument = await serveInstrument();
  const subscriber = await startSubscriber(broker.url, Number.POSITIVE_INFINITY, 'bench');
  const config = writeLoadedSite(join(folder, 'site'), {
    port: devicePort,
    brokerUrl: proxy === undefined ? broker.url : `mqtt://127.0.0.1:${proxy.port}`,
    units: UNITS,
    registers: REGISTERS,
    every: `${EVERY}ms`,
    analyzers: [{ id: 'instrument', tcp: instrument.address, profile: 'hl7-generic' }],
  });
  try {
    return await measureOn(road, config, instrument, subscriber);
  } finally {
    subscriber.close();
    instrument.close();
    await proxy?.close();
  }
};

const rowsOf = ({ name }: Road, { times, filled, left }: Measured, most: Millis): readonly Row[] => {
  const p99 = percentile(times, 0.99);
  const what = `${name}: p99 of ${times.length} results while ${filled} readings drain (${left} still waited at the last)`;
  return [
    { what, reached: `${p99.toFixed(0)} ms`, target: `≤ ${most} ms`, ok: times.length > 0 && p99 <= most },
    {
      what: `${name}: median, and the longest`,
      reached: `${median(times).toFixed(0)} ms, ${Math.max(...times).toFixed(0)} ms`,
      target: 'shown',
    },
  ];
};

export const bench: Bench = {
  name: 'station-latency',
  about:
    'From the last byte of a result at the wire (HL7 in MLLP over TCP, a whole gateway in a process of its own) to a subscriber in another process, its block parsed and its chain checked, while a backlog of at least 100,000 readings drains to mosquitto.',
  run: async (report) => {
    for (const [road, most] of [
      [LOOPBACK, 300],
      [THIN, 3000],
    ] as const)
      for (const row of rowsOf(road, await inBenchPlace((place) => measured(place, road)), most)) report(row);
  },
};
