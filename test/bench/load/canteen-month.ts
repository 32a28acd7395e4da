import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { settingsOfJournal } from '../../../gateway/app/journal-settings.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import type { Site } from '../../../gateway/config/site.ts';
import { type Clock, instantOf, type Millis, type UtcMillis } from '../../../gateway/domain/clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { createReadingBatch } from '../../../gateway/domain/reading-batch.ts';
import { openReferences } from '../../../gateway/evidence/person-reference.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../../gateway/evidence/signature.ts';
import { openSigner } from '../../../gateway/evidence/signing-key.ts';
import { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const MINUTE: Millis = 60_000;
const DAY: Millis = 1440 * MINUTE;

/** A kind of cabinet: what it is called, what it is judged by, and about which value it turns. */
const KINDS = [
  { name: '冷藏柜', rule: 'cn.fridge', setpoint: 4, swing: 0.8 },
  { name: '冷冻柜', rule: 'cn.freezer', setpoint: -18.5, swing: 1.2 },
  { name: '留样柜', rule: 'cn.sample_fridge', setpoint: 4.5, swing: 0.6 },
] as const;

const kindOf = (place: number): (typeof KINDS)[number] => KINDS[place % 5 === 4 ? 2 : place % 5 >= 3 ? 1 : 0] ?? KINDS[0];

/** Where the canteen's devices are, and how often each is read. */
interface CanteenLine {
  readonly port: number;
  readonly every: string;
}

/** Writes the configuration of a school canteen with so many cabinets, one probe each, read once a minute unless said otherwise. */
export const writeCanteen = (
  folder: string,
  cabinets: number,
  { port, every }: CanteenLine = { port: 1, every: '60s' },
): string => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'larder.yaml');
  const devices = Array.from({ length: cabinets }, (_, place) => ({
    id: `cabinet-${place + 1}`,
    line: 'kitchen',
    unit: place + 1,
    profile: 'xy-md02',
    every,
    channels: {
      temperature: {
        rule: kindOf(place).rule,
        cabinet: `${place + 1}号${kindOf(place).name}`,
        probe: `SN-04${10 + place}`,
        ...(place % 3 === 2 ? {} : { offset: -0.2, certificate: `CNAS-2026-${118 + place}` }),
      },
    },
  }));
  const gateway = {
    id: 'no3-canteen',
    name: '第三小学食堂',
    site: {
      creditCode: '12210112MB0000000X',
      licence: 'JY32101120000000',
      division: '210112',
      kind: 'school-canteen',
      officer: 'p-01',
    },
    timezone: 'Asia/Shanghai',
    language: 'zh-CN',
  };
  const people = [{ id: 'p-01', name: '张老师', role: 'officer' }];
  const calendar = {
    weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    closed: [{ from: '2026-10-01', to: '2026-10-07', name: '国庆节', off: [] }],
  };
  writeFileSync(
    file,
    stringify({ gateway, data: './data', lines: [{ id: 'kitchen', tcp: `127.0.0.1:${port}` }], devices, people, calendar }),
  );
  return file;
};

const noise = (step: number, place: number): number => (((step * 7919 + place * 104_729) % 1000) / 1000 - 0.5) * 0.2;

/** A compressor's cycle, the kitchen's day, and, on some days, a door that was left open. */
const valueAt = (place: number, step: number): number => {
  const { setpoint, swing } = kindOf(place);
  const minute = step % 1440;
  const busy = minute > 360 && minute < 1080 ? 0.6 : 0;
  const wrong = place % 7 === 1 && Math.floor(step / 1440) % 9 === 4 && minute >= 620 && minute < 700 ? (minute - 620) / 9 : 0;
  return Math.round((setpoint + swing * Math.sin(step / 11 + place) + busy + wrong + noise(step, place)) * 10) / 10;
};

/** A probe that broke for a night, and a line that was silent: what nobody read. */
const isMissing = (place: number, step: number): boolean => {
  const [day, minute] = [Math.floor(step / 1440), step % 1440];
  return (place === 3 && day % 6 === 5 && minute < 190) || (day % 11 === 10 && minute >= 900 && minute < 945);
};

/** The journal of a canteen's record, by a clock of one's own. */
export const openCanteenCore = (site: Site, clock: Clock): JournalCore =>
  new JournalCore(
    { ...settingsOfJournal(site, '0.0.0', 'sure'), bootId: 'the month before' },
    { clock, random: () => 0.4, signer: openSigner(site.dataFolder, true), sha256, signatureHolds },
  );

/** Fills the canteen's record with so many days from `from` on. Gives the number of readings. */
export const writeCanteenRecord = async (config: string, from: UtcMillis, days: number): Promise<number> => {
  const site = await readSite(config, {}, 'zh-CN', false);
  mkdirSync(site.dataFolder, { recursive: true });
  const clock = createManualClock({ now: from, elapsed: 0 });
  const core = openCanteenCore(site, clock);
  const person = openReferences(site.dataFolder)('张老师');
  const batch = createReadingBatch();
  const places = site.channels.map((_, place) => place);
  let readings = 0;
  for (let step = 0; step < days * 1440; step += 1) {
    clock.run(MINUTE);
    const channels = places.filter((place) => !isMissing(place, step));
    batch.add({ elapsed: clock.elapsed(), channels, values: channels.map((place) => valueAt(place, step)) });
    const facts = places.flatMap((place) => factsAt(place, step, site.channels[place]?.id ?? '', clock.now(), person));
    if (batch.size() < 1_000 && facts.length === 0) continue;
    readings += batch.size();
    core.commit({ at: instantOf(clock), clock: 'sure', readings: batch.take(), facts, states: [] });
    core.tick();
    while (core.work());
  }
  core.close();
  return readings;
};

/** The alarm of the door that was left open, seen after five minutes, corrected after an hour on all days but one. */
const factsAt = (place: number, step: number, channel: string, at: UtcMillis, by: string): readonly Fact[] => {
  if (place % 7 !== 1 || Math.floor(step / 1440) % 9 !== 4) return [];
  const [day, minute] = [Math.floor(step / 1440), step % 1440];
  const id = `${channel}:${day}`;
  const alarm = {
    kind: 'alarm', at, id, channel, rule: kindOf(place).rule, cause: 'high', level: 'legal', acknowledged: minute > 685, confirmed: false,
    latched: false, shelved: false, suppressed: false, outOfService: false, value: valueAt(place, step), limit: 8,
  } as const; // biome-ignore format: a list to read
  const began = at - (minute - 680) * MINUTE;
  if (minute === 680) return [{ ...alarm, active: true, raisedAt: began, since: began - 30 * MINUTE }];
  if (minute === 685) return [{ kind: 'act', at, by, does: 'acknowledge', on: id, way: 'sms' }];
  if (minute === 701) return [{ ...alarm, active: false, raisedAt: began, since: began - 30 * MINUTE, clearedAt: at }];
  const isCorrected = minute === 740 && day < 20;
  return isCorrected
    ? [{ kind: 'act', at, by, does: 'confirm', on: id, action: '关好柜门', goods: 'moved', words: '食品移入2号柜' }]
    : [];
};

/** How long a day is: what callers count in. */
export const ONE_DAY: Millis = DAY;
