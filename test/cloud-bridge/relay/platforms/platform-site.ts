import { httpFetch } from '../../../../cloud-bridge/relay/platforms/http-fetch.ts';
import { loadPlatforms } from '../../../../cloud-bridge/relay/platforms/load-platforms.ts';
import type { PlatformInterface } from '../../../../cloud-bridge/relay/platforms/platform-interface.ts';
import { createPlatformRelay, type PlatformRelay } from '../../../../cloud-bridge/relay/platforms/platform-relay.ts';
import { recordId } from '../../../../cloud-bridge/relay/platforms/record-id.ts';
import type { PastTest, TestDetails } from '../../../../cloud-bridge/relay/platforms/test-details.ts';
import type { RelayState } from '../../../../cloud-bridge/relay/relay-state.ts';
import type { SampleFact, TestFact } from '../../../../gateway/domain/station-fact.ts';
import { hurriedClock } from '../../../gateway/acquire/hurried-clock.ts';
import type { MemoryJournal } from '../../memory-journal.ts';

const AT = 1_795_248_000_000;
const GATEWAY = 'no3-canteen';
export const idOf = (test: string): string => recordId(GATEWAY, test);

const platforms = await loadPlatforms();

/** A shipped interface, with what a test changes in it. */
export const shipped = (id: string, change: Partial<PlatformInterface> = {}): PlatformInterface => {
  const platform = platforms.get(id);
  if (platform === undefined) throw new Error(`no ${id}`);
  return { ...platform, pace: { ...platform.pace, perMinute: 600, ...change.pace }, ...change };
};

/** A test that a platform is to have. */
export const testFact = (id: string, change: Partial<TestFact> = {}): TestFact => ({
  kind: 'test', at: AT, id, origin: 'instrument', analyzer: 'pesticide-1', profile: 'taiyang-ttnj', sampleId: '', sample: `s-${id}`,
  role: 'sample', code: '1', item: 'pesticide-inhibition', value: '30', unit: '%', verdict: 'negative', receivedAt: AT,
  limit: {
    kind: 'inhibition', positiveIf: '>=', value: '50', unit: '%', matrix: 'vegetable', document: 'GB/T 5009.199-2003', edition: '2003',
    force: 'shall', verified: false,
  },
  ...change,
}); // biome-ignore format: a fact to read

export const sampleFact = (id: string, change: Partial<SampleFact> = {}): SampleFact => ({
  kind: 'sample', at: AT, id, name: '菠菜', category: 'leaf-vegetable', stall: 'A-12', origin: '云南', documents: [], commissionedBy: 'market',
  takenAt: AT, ...change,
}); // biome-ignore format: a fact to read

export interface PlatformSiteWish {
  readonly url: string;
  readonly platform: PlatformInterface;
  readonly journal: MemoryJournal;
  readonly password?: string;
  readonly ca?: string;
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the site holds of a test. */
  readonly details?: (test: string, past?: PastTest) => TestDetails | undefined;
  /** How many times as fast as the real one its clock runs; default 100. */
  readonly speed?: number;
}

export interface PlatformSite {
  readonly relay: PlatformRelay;
  readonly states: readonly RelayState[];
}

const CODES = {
  serialNumbers: { 'pesticide-1': 'SN-1' },
  deviceTypes: { 'pesticide-1': '1' },
  foodTypes: { 'leaf-vegetable': '0101' },
  models: { 'pesticide-1': 'TT-NJ' },
  makers: { 'pesticide-1': '某某仪器' },
  goods: { 'leaf-vegetable': '0101' },
  items: { 'pesticide-inhibition': 'NC01' },
};

export const detailsOf = (test: string): TestDetails => ({
  sample: sampleFact(`s-${test}`),
  dealer: '李四',
  tester: '张三',
  reviewer: '王五',
});

/** An uplink over real HTTP, on a clock that runs faster than the real one; begins where the journal says that it stopped. */
export const platformSite = ({
  url,
  platform,
  journal,
  password = 's3cret',
  ca,
  codes = {},
  details = detailsOf,
  speed = 100,
}: PlatformSiteWish): PlatformSite => {
  const states: RelayState[] = [];
  const relay = createPlatformRelay({
    uplink: 'city',
    gateway: GATEWAY,
    opened: { heads: journal.heads(), delivered: journal.delivered('city') },
    blocks: journal,
    platform,
    credentials: { username: 'station-7', password },
    settings: { station: '一号市场快检室', unitId: 'U7', unitName: '一号市场快检室', marketCode: 'M1' },
    codes: { ...CODES, ...codes },
    detailsOf: async (test, past) => details(test, past),
    fetch: httpFetch(ca === undefined ? { url } : { url, ca }),
    clock: hurriedClock(speed),
    random: () => 0.1,
    log: { info: () => undefined, warn: () => undefined },
    onState: (state) => states.push(state),
  });
  relay.start();
  return { relay, states };
};
