import { readFileSync } from 'node:fs';
import { packMessage } from '../../cloud-bridge/contract/block-message.ts';
import { mqttPublisher } from '../../cloud-bridge/relay/mqtt-publisher.ts';
import { createRelay, type Relay } from '../../cloud-bridge/relay/relay.ts';
import { MOST_TEXT } from '../../cloud-bridge/relay/session.ts';
import { NOTHING_DELIVERED, withDelivered } from '../../gateway/domain/delivered.ts';
import { LANES, type Lane } from '../../gateway/domain/lane.ts';
import type { JournalCore } from '../../gateway/journal/journal-core.ts';
import { journalInThread } from '../../gateway/journal/journal-in-thread.ts';
import { createSmallReceiver } from '../../simulators/stage/small-receiver.ts';
import { createAuthority } from '../peers/certificates.ts';
import { startMosquitto } from '../peers/mosquitto.ts';
import { startThrottlingProxy, type ThrottlingProxy } from '../peers/throttling-proxy.ts';
import type { Bench } from './bench.ts';
import { BENCH_GATEWAY, inFolder, openThermalSite, type ThermalSite } from './thermal-site.ts';

const MINUTES = 1440;
const MEGABYTE = 1e6;
/** IPv4 20, TCP 20, its time stamps 12 (RFC 791, 9293, 7323). */
const SEGMENT_HEADER = 52;

/** What a gateway says of one line and ten units in its status. */
const describeSite = () => {
  const unit = { asked: 86_400, answered: 86_391, late: 3, exceptions: 0, corrupt: 2, silent: false, timeout: 214 };
  return {
    boot: 1,
    clock: 'sure' as const,
    lines: { kitchen: { connected: true, utilisation: 0.031, quarantines: 4, reopenings: 0 } },
    units: Object.fromEntries(Array.from({ length: 10 }, (_, place) => [`fridge-${place + 1}`, unit])),
  };
};

/** Payload bytes of the whole day when it is sent as a backlog, in messages of as much text as the relay puts into one. */
const drained = async (core: JournalCore, lane: Lane): Promise<number> => {
  let bytes = 0;
  let delivered = NOTHING_DELIVERED;
  for (;;) {
    const blocks = core.undelivered(lane, delivered, { bytes: MOST_TEXT, order: 'oldest' });
    const last = blocks.at(-1);
    if (last === undefined) return bytes;
    bytes += (await packMessage(blocks.map(({ line }) => line))).length;
    delivered = withDelivered(delivered, [1, last.last, last.hash]);
  }
};

interface LiveDay {
  readonly readings: number;
  readonly payload: number;
  readonly proxy: Pick<ThrottlingProxy, 'up' | 'down'>;
}

/** Lets the site live a day; the relay sends each block as it is sealed, and the next minute begins when it is stored. */
const live = async (site: ThermalSite, relay: Relay, proxy: ThrottlingProxy): Promise<LiveDay> => {
  relay.start();
  await settled(() => relay.status().connected);
  for (let minute = 0; minute < MINUTES; minute += 1) {
    site.minute();
    await settled(() => relay.status().backlog.readings === 0 && relay.status().backlog.urgent === 0);
  }
  return { readings: site.readings(), payload: relay.status().counters.bytes, proxy };
};

/** Waits in real time: the sockets are real, the day is not. */
const settled = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; !isSo(); turns += 1) {
    if (turns > 20_000) throw new Error('the relay does not settle');
    await new Promise((resolve) => setTimeout(resolve, turns < 50 ? 0 : 1));
  }
};

const measure = async (folder: string): Promise<LiveDay & { readonly drained: number }> => {
  const authority = createAuthority();
  const broker = await startMosquitto({ tls: authority.issue({ name: 'broker' }) });
  const proxy = await startThrottlingProxy({ port: broker.port });
  const receiver = createSmallReceiver({
    url: broker.url,
    gateway: BENCH_GATEWAY,
    receiver: 'city',
    connection: { ca: readFileSync(authority.ca) },
  });
  await receiver.ready;
  const site = openThermalSite(folder);
  const { core, clock } = site;
  const relay = createRelay({
    uplink: 'city', gateway: BENCH_GATEWAY, acknowledge: 'stored', blocks: journalInThread(core, clock), clock, random: () => 0.5,
    opened: { ...core.opened, delivered: { urgent: NOTHING_DELIVERED, readings: NOTHING_DELIVERED } },
    publisher: mqttPublisher({ url: `mqtts://127.0.0.1:${proxy.port}`, clientId: 'larder-bench', ca: authority.ca }),
    log: { info: () => undefined, warn: () => undefined }, onState: () => undefined,
    describe: describeSite,
  }); // biome-ignore format: needs to read
  try {
    const day = await live(site, relay, proxy);
    const sums = await Promise.all(LANES.map((lane) => drained(core, lane)));
    return { ...day, drained: sums.reduce((sum, bytes) => sum + bytes, 0) };
  } finally {
    await relay.stop(0);
    await receiver.close();
    await proxy.close();
    await broker.stop();
    authority.remove();
    core.close();
  }
};

/** What a day costs on the air. */
export const bench: Bench = {
  name: 'air-bytes',
  about:
    'bytes on the air of a day with thermal noise: 20 channels each 10 s, blocks of 60 s; both lanes; mosquitto with MQTT 5 over TLS, acknowledgement by a receiver',
  run: async (report) => {
    const { readings, payload, proxy, drained: backlog } = await inFolder(measure);
    const alive = payload / readings;
    const draining = backlog / readings;
    const [up, down] = [proxy.up(), proxy.down()];
    // Each run of bytes is a segment with a header, and is acknowledged by one more that carries nothing.
    const headers = (up.runs + down.runs) * 2 * SEGMENT_HEADER;
    const total = (up.bytes + down.bytes + headers) / MEGABYTE;
    report({ what: 'readings of the day', reached: String(readings), target: 'shown' });
    report({ what: 'payload, live', reached: `${alive.toFixed(2)} B/reading`, target: '≤ 7 B', ok: alive <= 7 });
    report({ what: 'payload, draining', reached: `${draining.toFixed(2)} B/reading`, target: '≤ 4.5 B', ok: draining <= 4.5 });
    report({
      what: `a day with MQTT and TLS (counted at a proxy: ${up.bytes} B up, ${down.bytes} B down) and TCP/IP (${up.runs + down.runs} segments and as many acknowledgements of ${SEGMENT_HEADER} B, by arithmetic)`,
      reached: `${total.toFixed(2)} MB`,
      target: '≤ 3 MB',
      ok: total <= 3,
    });
  },
};
