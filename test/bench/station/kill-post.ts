import { join } from 'node:path';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { Clock } from '../../../gateway/domain/clock.ts';
import { createMeter, createUploadingMeter } from '../../../simulators/world/station/create-meter.ts';
import type { Dose } from '../../../simulators/world/station/measured-result.ts';
import type { SimulatedMeter } from '../../../simulators/world/station/meter.ts';
import { createMeterClock } from '../../../simulators/world/station/meter-clock.ts';
import { createMeterMemory } from '../../../simulators/world/station/meter-memory.ts';
import { callGateway, serveMeter } from '../../../simulators/world/station/meter-wire.ts';
import { freePort } from '../../peers/free-port.ts';
import { createCsvExporter } from './csv-exporter.ts';
import { faultsOf, type KillLink } from './kill-link.ts';
import { swiftClock } from './swift-clock.ts';

/** A meter at its place in a station, on its wire. */
export interface KillPost {
  readonly id: string;
  readonly link: KillLink;
  readonly meter: SimulatedMeter;
  /** How the site's configuration names it. */
  readonly entry: Readonly<Record<string, unknown>>;
  readonly random: () => number;
  /** What the meter and its people live by. */
  readonly clock: Clock;
  close(): Promise<void>;
}

interface PostNeeds {
  readonly random: () => number;
  /** Where the site keeps its files. */
  readonly folder: string;
  /** Chance of each fault. */
  readonly chance: number;
  /** Told whenever a gateway has called a meter. */
  onCalled(): void;
}

const HOST = '127.0.0.1';

const CSV_METHOD = { code: '农药残留', unit: '%', decimals: 1 } as const;

/** Puts a meter on its wire. */
export const openPost = async (link: KillLink, id: string, needs: PostNeeds): Promise<KillPost> => {
  const { random, folder, chance } = needs;
  const clock = swiftClock(systemClock, link.speed);
  const settings = { id, clock, random, faults: faultsOf(link, chance) };
  const post = { id, link, random, clock };
  const entry = { id, profile: link.profile };
  if (link.kind === 'csv') {
    const inbox = join(folder, `inbox-${id}`);
    const memory = createMeterMemory(CSV_METHOD, createMeterClock(clock));
    const meter = createCsvExporter({ ...settings, memory }, inbox);
    meter.disturb(settings.faults);
    return { ...post, meter, entry: { ...entry, folder: inbox }, close: () => meter.close() };
  }
  if (link.kind === 'android') {
    const port = await freePort();
    const meter = createUploadingMeter(new URL(`http://${HOST}:${port}/results`), settings);
    return { ...post, meter, entry: { ...entry, http: `${HOST}:${port}` }, close: () => meter.close() };
  }
  const meter = createMeter(link.kind, settings);
  if (link.road === 'listen') {
    const port = await freePort();
    const wire = callGateway(clock, meter, { host: HOST, port });
    return { ...post, meter, entry: { ...entry, listen: `${HOST}:${port}` }, close: wire.close };
  }
  const watched = {
    connect: (port: Parameters<typeof meter.connect>[0]): void => {
      needs.onCalled();
      meter.connect(port);
    },
    close: () => meter.close(),
  };
  const wire = await serveMeter(watched, { host: HOST, port: 0 });
  return { ...post, meter, entry: { ...entry, tcp: wire.address }, close: wire.close };
};

/** What an operator puts into a meter: samples that nobody else has, of any content. */
export const dosesOf = ({ link, random }: KillPost, run: number): readonly Dose[] =>
  Array.from({ length: 1 + Math.floor(random() * link.channels) }, (_, place) => ({
    channel: place + 1,
    sampleId: `S-${run}-${place + 1}`,
    value: Math.round(random() * 900) / 10,
  }));
