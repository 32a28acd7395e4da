import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Language } from '../../gateway/domain/messages/message.ts';
import { SHIPPED_SCENARIOS } from '../world/load-scenario.ts';
import { DEMO_ANALYZER } from './demo-station.ts';

type Words = Readonly<Record<Language, string>>;

/** How the demonstration's site names and judges each channel; channels that stand here and in no rule are read all the same. */
const CANTEEN: readonly { readonly device: string; readonly name: Words; readonly channels: Readonly<Record<string, string | undefined>> }[] = [
  { device: 'fridge-1', name: { en: 'fridge 1', 'zh-CN': '1号冷藏柜' }, channels: { temperature: 'demo.fridge', humidity: undefined } },
  { device: 'fridge-2', name: { en: 'fridge 2', 'zh-CN': '2号冷藏柜' }, channels: { temperature_1: 'demo.fridge', temperature_2: undefined } },
  { device: 'freezer-1', name: { en: 'freezer', 'zh-CN': '冷冻柜' }, channels: { air_temperature: 'demo.freezer' } },
  { device: 'sample-fridge', name: { en: 'sample fridge', 'zh-CN': '留样柜' }, channels: { temperature_1: 'demo.fridge' } },
  { device: 'cold-room', name: { en: 'cold room', 'zh-CN': '冷藏库' }, channels: { probe_1: 'demo.fridge', probe_2: undefined } },
  { device: 'doors', name: { en: 'cold room’s door', 'zh-CN': '冷藏库门' }, channels: { input_1: undefined } },
  { device: 'hot-holding', name: { en: 'hot holding', 'zh-CN': '热藏柜' }, channels: { process_value: 'demo.hot_hold' } },
  { device: 'meter', name: { en: 'energy meter', 'zh-CN': '电表' }, channels: { voltage: undefined, active_power: undefined, energy_total: undefined } },
]; // biome-ignore format: a table to read

/** The channels that the demonstration's site reads, as `device/register`. */
export const DEMO_CHANNELS: readonly string[] = CANTEEN.flatMap(({ device, channels }) =>
  Object.keys(channels).map((register) => `${device}/${register}`),
);

/** What the demonstration calls the cabinet of a channel. */
export const demoCabinet = (channel: string, language: Language): string =>
  CANTEEN.find(({ device }) => channel.startsWith(`${device}/`))?.name[language] ?? channel;

export interface DemoPlace {
  readonly folder: string;
  /** Where the scenario's devices listen. */
  readonly host: string;
  readonly port: number;
  /** Where the pesticide meter of the test bench listens: `host:port`. */
  readonly meter: string;
  readonly brokerUrl: string;
  readonly units: ReadonlyMap<string, { readonly unit: number; readonly profile: string }>;
  readonly language: Language;
}

/** Writes the configuration of the demonstration's canteen, as any site would have one; gives its path and its data folder. */
export const writeDemoSite = (place: DemoPlace): { readonly config: string; readonly dataFolder: string } => {
  const { folder, host, port, meter, brokerUrl, language } = place;
  mkdirSync(folder, { recursive: true });
  cpSync(join(SHIPPED_SCENARIOS, 'demo-rules'), join(folder, 'rules'), { recursive: true });
  const config = join(folder, 'larder.yaml');
  const site = {
    gateway: {
      id: 'demo-canteen',
      name: language === 'en' ? 'School canteen (simulated)' : '学校食堂（模拟）',
      timezone: 'Asia/Shanghai',
      language,
    },
    data: './data',
    keep: { commit: '500ms', seal: '2s' },
    lines: [{ id: 'kitchen', tcp: `${host}:${port}` }],
    rules: './rules',
    devices: CANTEEN.map((entry) => deviceOf(entry, place)),
    analyzers: [
      { id: DEMO_ANALYZER, name: language === 'en' ? 'pesticide meter' : '农残速测仪', tcp: meter, profile: 'taiyang-ttnj' },
    ],
    uplinks: [{ id: 'city', mqtt: brokerUrl, acknowledge: 'stored' }],
  };
  writeFileSync(config, stringify(site), { mode: 0o600 });
  return { config, dataFolder: join(folder, 'data') };
};

const deviceOf = ({ device, name, channels }: (typeof CANTEEN)[number], { units, language }: DemoPlace) => ({
  id: device,
  name: name[language],
  line: 'kitchen',
  ...units.get(device),
  every: '1s',
  channels: Object.fromEntries(
    Object.entries(channels).map(([register, rule]) => [
      register,
      { cabinet: name[language], ...(rule === undefined ? {} : { rule }) },
    ]),
  ),
});
