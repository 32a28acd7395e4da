import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { askGateway } from '../../../gateway/app/ask-gateway.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import { createSmallReceiver } from '../../../simulators/stage/small-receiver.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { createMeter } from '../../../simulators/world/station/create-meter.ts';
import type { SimulatedMeter, WiredMeter } from '../../../simulators/world/station/meter.ts';
import { serveMeter } from '../../../simulators/world/station/meter-wire.ts';
import { startThrottlingProxy } from '../../peers/throttling-proxy.ts';
import { startLarder } from '../load/loaded-gateway.ts';
import { untilSo } from '../relay-load.ts';
import { StoredTests, WireTimes } from './morning-account.ts';

/** The analyzer's id, in the plan and in the site. */
export const METER = 'pesticide-1';

/** A station with its meter, its gateway, a network that can go away, and a platform. */
export interface MorningStage {
  readonly meter: SimulatedMeter;
  readonly wire: WireTimes;
  readonly stored: StoredTests;
  /** The network between the gateway and its broker: silent, and nobody is told. */
  readonly network: { goAway(): void; comeBack(): void };
  ask(word: string, entered?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const isTest = (fact: Fact): fact is TestFact => fact.kind === 'test';

/** The meter's end of the wire, watched. */
const watched = (meter: WiredMeter, wire: WireTimes) => ({
  connect: (port: Parameters<WiredMeter['connect']>[0]): void =>
    meter.connect({
      ...port,
      write: (bytes) => {
        wire.wrote(bytes, systemClock.now());
        port.write(bytes);
      },
    }),
  close: () => meter.close(),
});

const writeSite = (folder: string, meter: string, brokerPort: number): string => {
  const config = join(folder, 'larder.yaml');
  const site = {
    gateway: { id: 'morning', timezone: 'Asia/Shanghai', language: 'zh-CN' },
    data: './data',
    analyzers: [{ id: METER, tcp: meter, profile: 'taiyang-ttnj' }],
    uplinks: [{ id: 'city', mqtt: `mqtt://127.0.0.1:${brokerPort}`, acknowledge: 'stored' }],
  };
  writeFileSync(config, stringify(site), { mode: 0o600 });
  return config;
};

/** Sets the stage in `folder`, with a broker on `broker.port`. */
export const setMorningStage = async (
  folder: string,
  broker: { readonly url: string; readonly port: number },
): Promise<MorningStage> => {
  const [wire, stored] = [new WireTimes(), new StoredTests()];
  const meter = createMeter('taiyang-16', { id: METER, clock: systemClock, random: seededRandom(1) });
  const served = await serveMeter(watched(meter, wire), { host: '127.0.0.1', port: 0 });
  const network = await startThrottlingProxy({ port: broker.port });
  const platform = createSmallReceiver({
    url: broker.url,
    gateway: 'morning',
    receiver: 'platform',
    onBlock: (block) => {
      if (block.lane === 'urgent') for (const fact of block.facts.filter(isTest)) stored.take(fact, systemClock.now());
    },
  });
  await platform.ready;
  const larder = startLarder(writeSite(folder, served.address, network.port));
  const ask = (word: string, entered?: unknown): Promise<unknown> =>
    askGateway(join(folder, 'data'), { ask: 'desk', ...{ do: word, with: entered } }, systemClock);
  await untilAnswers(ask);
  await untilSo(() => platform.upTo('urgent') > 0, 30_000);
  return {
    meter, wire, stored, ask,
    network: { goAway: () => network.stall(), comeBack: () => network.resume() },
    close: async () => {
      larder.kill('SIGTERM');
      await larder.ended;
      await served.close();
      await platform.close();
      await network.close();
    },
  }; // biome-ignore format: a list to read
};

const untilAnswers = async (ask: (word: string) => Promise<unknown>): Promise<void> => {
  const end = systemClock.elapsed() + 30_000;
  for (;;) {
    const answered = await ask('board').then(
      () => true,
      () => systemClock.elapsed() > end,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
