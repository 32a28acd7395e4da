import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';
import { dataFolder } from '../journal/journal-folder.ts';
import { recordPast } from './record-past.ts';

const MINUTE = 60_000;
const EVERY = 5 * MINUTE;
const DAY_READINGS = 288;

/** The 1st of November 2026 in Shenyang. */
export const FIRST_DAY = Date.UTC(2026, 9, 31, 16);

/** Degrees of reading `n`: a compressor's hour, up and down; at noon of each tenth day 9 °C for two hours, of each seventh 5.6 °C. */
const degreesAt = (n: number): number => {
  const [day, place] = [Math.floor(n / DAY_READINGS), n % DAY_READINGS];
  const noon = place >= 144 && place < 168;
  const cycle = n % 12 < 6 ? 0.2 : -0.2;
  if (noon && day % 10 === 9) return 9 + cycle;
  return (noon && day % 7 === 6 ? 5.6 : 4) + cycle;
};

/**
 * Thirty days of one fridge as a gateway with `cn.fridge` records and alarms them: every five minutes, with an hour off
 * each tenth day, just while the alarm of that day stands. Gives the configuration.
 */
export const recordedMonth = async (offset = 0): Promise<string> => {
  const folder = dataFolder();
  const rule = (await loadRulePacks()).get('cn.fridge');
  const channels: readonly Channel[] = [
    {
      id: 'fridge-1/temperature', device: 'fridge-1', cabinet: '1号冷藏柜', unit: 'degC', resolution: 0.1, every: EVERY, offset,
      ...(rule === undefined ? {} : { rule }),
    },
  ]; // biome-ignore format: a channel
  await recordPast({
    folder, channels, from: FIRST_DAY, every: EVERY, steps: 30 * DAY_READINGS,
    valuesAt: (n) => [Number((degreesAt(n) + offset).toFixed(1))],
    offBefore: (n) => (n % (10 * DAY_READINGS) === 9 * DAY_READINGS + 156 ? 60 * MINUTE : 0),
  }); // biome-ignore format: a list to read
  return configured(folder, 'cn.fridge');
};

/** The box's configuration with another rule for the fridge. */
export const configured = (folder: string, rule: string, offset = 0): string => {
  const file = join(folder, 'larder.yaml');
  writeFileSync(
    file,
    `gateway: { id: no3-canteen, timezone: Asia/Shanghai, language: en }
data: .
lines: [{ id: kitchen, tcp: "127.0.0.1:1" }]
devices:
  - { id: fridge-1, line: kitchen, unit: 1, profile: xy-md02, every: 5min, channels: { temperature: { rule: ${rule}, cabinet: 1号冷藏柜, offset: ${offset} } } }
`,
  );
  return file;
};
