import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { NOTHING_DELIVERED } from '../../gateway/domain/delivered.ts';
import type { AlarmFact, Fact } from '../../gateway/domain/fact.ts';
import { LANES } from '../../gateway/domain/lane.ts';
import type { LimitSet } from '../../gateway/domain/limit.ts';
import { qualityCode } from '../../gateway/domain/quality.ts';
import type { Signer } from '../../gateway/domain/signed-text.ts';
import { sha256 } from '../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../gateway/evidence/signature.ts';
import { JournalCore } from '../../gateway/journal/journal-core.ts';
import type { JournalSettings } from '../../gateway/journal/journal-settings.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';

// The fixed input of the golden files. Nothing here may ever change: what it makes must stay, byte for byte, what lies in
// test/golden/v1. A new format version gets a folder and an input of its own.

const DAY = 86_400_000;
const START = { now: Date.UTC(2026, 10, 21, 8), elapsed: 86_400_123.4 };

/** PKCS #8 of an Ed25519 key is this, then its 32 bytes of seed (RFC 8410, section 7). */
const PKCS8_PREFIX = '302e020100300506032b657004220420';

/** Signs with a key that everybody knows: worth nothing but to be repeatable. */
const goldenSigner = (): Signer => {
  const seed = Buffer.from('larder golden files, format one!', 'utf8');
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from(PKCS8_PREFIX, 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);
  return { key: publicKey.toString('base64'), sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64') };
};

const source = { document: 'GB 31654-2021', edition: '2021', force: 'shall', verified: false } as const;
const common = { onDelay: 1_800_000, offDelay: 0, deadband: 0.5, source };
const rule: LimitSet = {
  id: 'cn.fridge', unit: 'degC', silence: 600_000, probeFault: 0, afterGap: true,
  limits: [{ ...common, level: 'legal', side: 'high', value: 8 }, { ...common, level: 'operational', side: 'low', value: 0 }],
}; // biome-ignore format: a rule

const goldenSettings = (folder: string): JournalSettings => ({
  folder,
  gateway: 'no3-canteen',
  channels: [
    { id: 'fridge-1/temperature', device: 'fridge-1', cabinet: '1号冷藏柜', unit: 'degC', resolution: 0.1, every: 10_000, probe: 'SN-0417', offset: -0.2, certificate: 'CNAS-2026-118', rule },
    { id: 'fridge-1/humidity', device: 'fridge-1', cabinet: '1号冷藏柜', unit: '%RH', resolution: 0.1, every: 10_000 },
    { id: 'door/open', device: 'door', cabinet: '冷库', unit: 'none', resolution: 1, every: 1000 },
  ],
  keep: { commit: 2000, seal: 60_000, readings: 2 * DAY, bytes: 1e9 },
  uplinks: ['city'],
  bootId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
  version: '0.1.0',
  clock: 'unsure',
}); // biome-ignore format: settings

/** A clock that stands at the beginning of the first golden run. */
export const goldenClock = (): ManualClock => createManualClock(START);

/** A journal in `folder`; `bootId` tells the first run's start of the machine from later ones. */
export const openGolden = (folder: string, clock: ManualClock, bootId: string): JournalCore =>
  new JournalCore(
    { ...goldenSettings(folder), bootId },
    { clock, random: () => 0.42, signer: goldenSigner(), sha256, signatureHolds },
  );

const alarm = (at: number): AlarmFact => ({
  kind: 'alarm', at, id: 'k3v9q2xwab', channel: 'fridge-1/temperature', rule: 'cn.fridge', cause: 'high', level: 'legal', active: true,
  acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false,
  raisedAt: at, since: at - 1_800_000, value: 9.1, limit: 8,
}); // biome-ignore format: a fact

const VALUES: readonly (readonly [value: number, quality: Parameters<typeof qualityCode>[0]])[] = [
  [4.2, 'good'], [-18.5, 'good'], [0, 'good'], [-0, 'good'], [1 / 3, 'good'], [1e21, 'good'], [5e-7, 'good'], [Number.NaN, 'good'],
  [Number.NaN, 'no-answer'], [Number.NaN, 'exception:2'], [Number.NaN, 'probe-open'], [Number.NaN, 'probe-short'],
  [Number.NaN, 'probe-fault'], [121.7, 'out-of-range'], [4.2, 'frozen'], [4.2, 'no-answer'], [Number.POSITIVE_INFINITY, 'out-of-range'],
]; // biome-ignore format: a table

type Commit = (readings: readonly number[], facts?: readonly Fact[], trust?: 'sure' | 'unsure') => void;

const committer =
  (core: JournalCore, clock: ManualClock): Commit =>
  (readings, facts = [], trust = 'sure') => {
    const states = [{ key: 'judge', text: `{"at":${clock.now()}}` }];
    const at = { now: clock.now(), elapsed: clock.elapsed() };
    core.commit({ at, clock: trust, readings: Float64Array.from(readings), facts, states });
  };

/** One of each word a reading can carry, a clock that becomes sure, an alarm, an act, a step back, and a few hours. */
const firstRun = (core: JournalCore, clock: ManualClock): void => {
  const commit = committer(core, clock);
  clock.run(1500.25);
  commit(
    VALUES.flatMap(([value, quality], place) => [
      clock.elapsed() + (place >> 2) * 7.5 - 60,
      place % 3,
      value,
      qualityCode(quality),
    ]),
    [],
    'unsure',
  );
  clock.run(2000);
  commit([clock.elapsed(), 2, 1, 0], [{ kind: 'clock', at: clock.now(), clock: 'sure', step: 0, source: 'timesyncd' }]);
  clock.run(2000);
  commit(
    [clock.elapsed(), 0, 9.1, 0],
    [alarm(clock.now()), { kind: 'act', at: clock.now(), by: 'p-7f3a', does: 'acknowledge', on: 'k3v9q2xwab', words: '已关门' }],
  );
  clock.step(-1500);
  for (let minute = 0; minute < 100; minute += 1) {
    clock.run(60_000);
    commit(
      Array.from({ length: 120 }, (_, count) => [
        clock.elapsed() - 60_000 + count * 500,
        count % 3,
        ((minute * 13 + count * 7) % 90) / 10,
        0,
      ]).flat(),
    );
  }
  core.settle('city', 'readings', { upTo: [8, 'f'.repeat(64)], beyond: [[20, 30, 'e'.repeat(64)]] });
};

/** After another start of the machine: a retirement, a gap, and readings that are not sealed yet. */
const secondRun = (core: JournalCore, clock: ManualClock): void => {
  const commit = committer(core, clock);
  commit([clock.elapsed(), 0, 4.3, 0]);
  core.tick();
  clock.run(4 * DAY);
  commit(
    [clock.elapsed(), 0, 4.4, 0],
    [{ kind: 'gap', at: clock.now(), what: 'line:kitchen', from: clock.now() - 60_000, to: clock.now(), reason: 'line-lost' }],
  );
  core.tick();
  clock.run(2000);
  commit([clock.elapsed(), 1, 55.1, 0, clock.elapsed(), 0, Number.NaN, qualityCode('no-answer')]);
};

/** Lives the golden runs in `folder`, and gives the second one as it stands, not closed. */
export const liveGolden = (folder: string, clock: ManualClock): JournalCore => {
  const first = openGolden(folder, clock, 'first-start');
  firstRun(first, clock);
  first.close();
  clock.run(30_000);
  const second = openGolden(folder, clock, 'second-start');
  secondRun(second, clock);
  return second;
};

/** All lines of a journal: lane `urgent`, then `readings`. */
export const goldenLines = (core: JournalCore): readonly string[] =>
  LANES.flatMap((lane) => core.undelivered(lane, NOTHING_DELIVERED, { bytes: 1e9, order: 'oldest' }).map(({ line }) => line));
