import { rmSync } from 'node:fs';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { sleep } from '../../../gateway/domain/clock.ts';
import { type GatewayProcess, startGateway } from '../../../simulators/stage/gateway-process.ts';
import { createSmallReceiver } from '../../../simulators/stage/small-receiver.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { startMosquitto } from '../../peers/mosquitto.ts';
import { type Counters, serveCounters } from './counters.ts';
import { writeKillSite } from './kill-site.ts';
import { type Outcome, outcomeOf, type Shown } from './outcome.ts';

const UNITS = 4;

/** What a campaign does, and how often. */
export interface Campaign {
  readonly gatewayKills: number;
  readonly brokerKills: number;
  readonly acknowledge: 'stored' | 'broker';
  readonly seed: number;
}

/** Longest wait for what is still on its way at the end. */
const LAST_ARRIVAL = 30_000;

/**
 * Kills a gateway and its broker at random moments while it reads counters, and holds what reached a subscriber against
 * what the counters sent. A value that `status` has shown is committed: the gateway shows nothing earlier.
 */
export const runCampaign = async ({ gatewayKills, brokerKills, acknowledge, seed }: Campaign): Promise<Outcome> => {
  const random = seededRandom(seed);
  const counters = await serveCounters(UNITS);
  const broker = await startMosquitto({ more: ['persistence true', 'autosave_interval 1', 'autosave_on_changes true'] });
  const site = writeKillSite(counters.server.port, UNITS, broker.url, acknowledge);
  const arrived = new Map<string, { readonly number: number; readonly value: number }[]>();
  const receiver = createSmallReceiver({
    url: broker.url,
    gateway: 'kills',
    receiver: 'platform',
    connection: { clean: false, clientId: 'platform' },
    answers: acknowledge === 'stored',
    onBlock: (block) => {
      if (block.lane !== 'readings') return;
      for (const [place, [, channel, value]] of block.readings.entries()) {
        if (value === null) continue;
        const name = block.channels[channel] ?? '';
        arrived.set(name, [...(arrived.get(name) ?? []), { number: block.first + place, value }]);
      }
    },
  });
  await receiver.ready;
  const start = (): Promise<GatewayProcess> => startGateway({ ...site, environment: process.env, clock: systemClock });
  const shown: Shown[] = [];
  for (let kill = 0; kill < gatewayKills; kill += 1) {
    const gateway = await start();
    await sleep(systemClock, random() * 1500);
    if (kill % Math.max(1, Math.floor(gatewayKills / brokerKills)) === 0) {
      await broker.kill();
      await sleep(systemClock, random() * 300);
      await broker.start();
    }
    const seen = await shownNow(gateway);
    await sleep(systemClock, random() * 120);
    gateway.kill('SIGKILL');
    await gateway.ended;
    shown.push({ seen, sent: lastSent(counters) });
  }
  const last = await start();
  const seen = await shownNow(last);
  await last.stop();
  shown.push({ seen, sent: lastSent(counters) });
  const outcome = () => outcomeOf(counters, UNITS, shown, arrived, receiver.counts(), [...receiver.holes('readings')]);
  const until = systemClock.elapsed() + LAST_ARRIVAL;
  while (outcome().committedLost > 0 && systemClock.elapsed() < until) await sleep(systemClock, 200);
  const result = outcome();
  await receiver.close();
  await counters.server.close();
  await broker.stop();
  rmSync(site.folder, { recursive: true });
  return result;
};

/** The last value of each unit that the gateway calls its own: those are durable. */
const shownNow = async (gateway: GatewayProcess): Promise<ReadonlyMap<number, number>> => {
  const { channels } = await gateway.status();
  return new Map(
    channels.flatMap(({ id, value }) => (value === null ? [] : [[Number(/^unit-(\d+)/.exec(id)?.[1]), value] as const])),
  );
};

const lastSent = (counters: Counters): ReadonlyMap<number, number> =>
  new Map(Array.from({ length: UNITS }, (_, place) => [place + 1, counters.sent(place + 1).at(-1) ?? 0]));
