import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** A site made to carry a load: so many units with so many registers each, on one Modbus TCP line. */
export interface LoadedSite {
  readonly port: number;
  readonly brokerUrl?: string;
  readonly units: number;
  readonly registers: number;
  readonly every: string;
  readonly keep?: Readonly<Record<string, string>>;
  readonly acknowledge?: 'stored' | 'broker';
  /** Judges by a rule of the site's own that waits for nothing, in place of the shipped one for fridges. */
  readonly atOnce?: boolean;
  /** As they stand in the configuration. */
  readonly analyzers?: readonly object[];
}

const AT_ONCE = 'bench.at_once';
const source = { document: 'made for measuring', edition: 'as shipped with Larder', force: 'practice', verified: false };

const packAtOnce = {
  rules: [
    {
      id: AT_ONCE,
      unit: 'degC',
      limits: [{ level: 'legal', side: 'high', value: 8, onDelay: '0s', offDelay: '0s', deadband: 0, source }],
      silence: '1min',
      probeFault: '1min',
      afterGap: false,
    },
  ],
};

const registerName = (place: number): string => `t${place}`;

const profile = (registers: number) => ({
  id: 'bench-block',
  vendor: 'bench',
  models: ['block of registers'],
  kind: 'a device of nothing but temperatures',
  transports: ['tcp'],
  unitId: null,
  registers: Array.from({ length: registers }, (_, address) => ({
    name: registerName(address),
    role: 'measurement',
    table: 'holding',
    address,
    type: 'int16',
    scale: 0.1,
    unit: 'degC',
    range: [-40, 125],
  })),
  sources: ['made for measuring'],
  confidence: 'high',
  verified: false,
});

const device = (unit: number, { registers, every, atOnce }: LoadedSite) => ({
  id: `unit-${unit}`,
  line: 'bench',
  unit,
  profile: 'bench-block',
  every,
  // All parts on: every channel is judged.
  channels: Object.fromEntries(
    Array.from({ length: registers }, (_, place) => [registerName(place), { rule: atOnce === true ? AT_ONCE : 'cn.fridge' }]),
  ),
});

/** Writes the site's files into `folder`; gives the configuration's path. */
export const writeLoadedSite = (folder: string, site: LoadedSite): string => {
  mkdirSync(join(folder, 'profiles'), { recursive: true });
  writeFileSync(join(folder, 'profiles', 'bench-block.yaml'), stringify(profile(site.registers)));
  mkdirSync(join(folder, 'rules'), { recursive: true });
  writeFileSync(join(folder, 'rules', 'bench.yaml'), stringify(packAtOnce));
  const file = join(folder, 'larder.yaml');
  const text = stringify({
    gateway: { id: 'bench', timezone: 'Asia/Shanghai', language: 'en' },
    data: './data',
    ...(site.keep === undefined ? {} : { keep: site.keep }),
    lines: [{ id: 'bench', tcp: `127.0.0.1:${site.port}` }],
    profiles: './profiles',
    rules: './rules',
    devices: Array.from({ length: site.units }, (_, unit) => device(unit + 1, site)),
    ...(site.analyzers === undefined ? {} : { analyzers: site.analyzers }),
    ...(site.brokerUrl === undefined
      ? {}
      : { uplinks: [{ id: 'city', mqtt: site.brokerUrl, acknowledge: site.acknowledge ?? 'stored' }] }),
  });
  writeFileSync(file, text);
  return file;
};
