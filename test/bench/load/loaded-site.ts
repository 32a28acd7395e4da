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
}

const registerName = (place: number): string => `t${place}`;

const profile = (registers: number) => ({
  id: 'bench-block',
  vendor: 'bench',
  models: ['block of registers'],
  kind: 'a device of nothing but temperatures',
  transports: ['tcp', 'rtu'],
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

const device = (unit: number, { registers, every }: LoadedSite) => ({
  id: `unit-${unit}`,
  line: 'bench',
  unit,
  profile: 'bench-block',
  every,
  // All parts on: every channel is judged.
  channels: Object.fromEntries(Array.from({ length: registers }, (_, place) => [registerName(place), { rule: 'cn.fridge' }])),
});

/** Writes the site's files into `folder`; gives the configuration's path. */
export const writeLoadedSite = (folder: string, site: LoadedSite): string => {
  mkdirSync(join(folder, 'profiles'), { recursive: true });
  writeFileSync(join(folder, 'profiles', 'bench-block.yaml'), stringify(profile(site.registers)));
  const file = join(folder, 'larder.yaml');
  const text = stringify({
    gateway: { id: 'bench', timezone: 'Asia/Shanghai', language: 'en' },
    data: './data',
    ...(site.keep === undefined ? {} : { keep: site.keep }),
    lines: [{ id: 'bench', tcp: `127.0.0.1:${site.port}` }],
    profiles: './profiles',
    devices: Array.from({ length: site.units }, (_, unit) => device(unit + 1, site)),
    ...(site.brokerUrl === undefined
      ? {}
      : { uplinks: [{ id: 'city', mqtt: site.brokerUrl, acknowledge: site.acknowledge ?? 'stored' }] }),
  });
  writeFileSync(file, text);
  return file;
};
