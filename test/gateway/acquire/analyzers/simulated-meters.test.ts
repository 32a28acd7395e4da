import { describe, expect, test } from 'vitest';
import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import { type Conversation, type ConversationNeeds, newCounters } from '../../../../gateway/acquire/analyzers/conversation.ts';
import { createDayuanConversation } from '../../../../gateway/acquire/analyzers/dayuan/dayuan-conversation.ts';
import { createTaiyangConversation } from '../../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import type { Kept, SentResult, Understood } from '../../../../gateway/domain/sent-result.ts';
import { seededRandom } from '../../../../simulators/world/seeded-random.ts';
import type { MeasuredResult } from '../../../../simulators/world/station/measured-result.ts';
import type { MeterFaults } from '../../../../simulators/world/station/meter-faults.ts';
import type { WiredKind } from '../../../../simulators/world/station/meter-kind.ts';
import { dosesOf, transferred, type Wired, wired } from '../../../simulators/world/station/meter-line.ts';
import { shippedAnalyzer } from './shipped-analyzer.ts';

const KEPT: Kept = { tests: 1, duplicates: 0, quarantined: 0 };

interface Station extends Wired {
  readonly results: SentResult[];
  /** Of these, what came without a trouble and without a mark. */
  readonly believed: SentResult[];
  readonly troubles: string[];
}

const isBelieved = ({ troubles, tolerated = [] }: Understood): boolean => troubles.length + tolerated.length === 0;

/** A simulated meter, and the gateway's own conversation with it; `refusals`: how often the disk refuses. */
const stationOf = async (
  kind: WiredKind,
  profile: AnalyzerProfile,
  create: (needs: ConversationNeeds) => Conversation,
  faults: MeterFaults,
  seed: number,
  refusals = 0,
): Promise<Station> => {
  const results: SentResult[] = [];
  const believed: SentResult[] = [];
  const troubles: string[] = [];
  const chance = seededRandom(seed + 1_000);
  const counters = newCounters();
  const wire = await wired(
    kind,
    (clock) => (write) =>
      create({
        analyzer: 'meter-1',
        profile,
        clock,
        timezone: 'Asia/Shanghai',
        write,
        keep: async ({ understood }) => {
          if (chance() < refusals) throw new Error('the disk is full');
          results.push(...understood.results);
          if (isBelieved(understood)) believed.push(...understood.results);
          troubles.push(...understood.troubles);
          return KEPT;
        },
        onUnreadable: () => undefined,
        counters,
      }),
    { faults, seed },
  );
  return { ...wire, results, believed, troubles };
};

const handsText = (measuredAt: number): string => new Date(measuredAt).toISOString().slice(0, 19);

/** What of a measured result comes over this link. */
type Told = (result: MeasuredResult) => string;
const byChannelAndTime: Told = ({ channel, value, measuredAt }) => `${channel} ${Number(value)} ${handsText(measuredAt)}`;
const byNumberAndTime: Told = ({ record, value, measuredAt }) => `${record} ${Number(value)} ${handsText(measuredAt)}`;
const byChannel: Told = ({ channel, value }) => `${channel} ${Number(value)}`;

const heard = (results: readonly SentResult[], told: Told): readonly string[] =>
  results.map(({ channel, record, value, measuredAt }) => {
    if (told === byChannel) return `${channel} ${Number(value)}`;
    return `${told === byNumberAndTime ? record : channel} ${Number(value)} ${measuredAt}`;
  });

const LINKS = [
  ['taiyang-8', 'taiyang-ttnj', createTaiyangConversation, 8, byChannelAndTime],
  ['taiyang-16', 'taiyang-ttnj', createTaiyangConversation, 16, byChannelAndTime],
  ['taiyang-smart', 'taiyang-smart', createTaiyangConversation, 16, byChannel],
  ['dayuan-lz4000t', 'dayuan-lz4000t', createDayuanConversation, 8, byNumberAndTime],
  ['dayuan-tl310', 'dayuan-tl310', createDayuanConversation, 8, byChannelAndTime],
] as const;

const BAD_DAY: MeterFaults = {
  lostReply: 0.05,
  truncated: 0.05,
  noise: 0.05,
  split: { chance: 0.3, most: 80 },
  powerCut: { chance: 0.01, most: 20_000 },
  portLost: 0.01,
};

/** Three runs, two minutes apart; after each the operator transfers until the meter says that it is done. */
const morning = async (station: Station, channels: number): Promise<void> => {
  for (let run = 0; run < 3; run += 1) {
    station.meter.measure(dosesOf(channels, 1 + run * channels));
    station.meter.transfer();
    await transferred(station);
    await station.clock.advance(120_000, 'promises');
  }
};

describe.each(LINKS)('a simulated %s', (kind, profile, create, channels, told) => {
  const holdsTheTruth = (station: Station): void => {
    const truth = station.meter.log.measured.map(told);
    expect(truth).toHaveLength(channels * 3);
    expect(new Set(heard(station.results, told))).toEqual(new Set(truth));
    expect(station.meter.log).toMatchObject({ erasures: 0, settingsWritten: 0 });
  };

  test('hands over what it measured, and nothing else', async () => {
    const station = await stationOf(kind, shippedAnalyzer(profile), create, {}, 1);
    await morning(station, channels);
    holdsTheTruth(station);
    expect(station.troubles).toEqual([]);
    await station.line.close();
  });

  test.each([1, 2, 3, 4, 5, 6])('on a bad day (%i) as well', async (seed) => {
    const spoiled = kind.startsWith('dayuan') ? { spoiled: 0.05, duplicated: 0.05 } : {};
    const station = await stationOf(kind, shippedAnalyzer(profile), create, { ...BAD_DAY, ...spoiled }, seed, 0.05);
    await morning(station, channels);
    holdsTheTruth(station);
    await station.line.close();
  });
});

describe('a Taiyang meter on a cable that changes bytes, where nothing on the link could tell', () => {
  const [kind, id, create, channels, told] = LINKS[1];
  const profile = shippedAnalyzer(id);
  const spoiling: MeterFaults = { spoiled: 0.2, truncated: 0.02, lostReply: 0.02 };
  /** What was believed, and never measured so. */
  const wrong = ({ believed, meter }: Station): readonly string[] => {
    const measured = new Set(meter.log.measured.map(told));
    return heard(believed, told).filter((each) => !measured.has(each));
  };

  test.each([1, 2, 3, 4])(
    'believes nothing that wasn’t measured (%i), and misses nothing, where it is downloaded twice',
    async (seed) => {
      const twice = { ...profile, link: { ...profile.link, downloads: 2 } } as AnalyzerProfile;
      const station = await stationOf(kind, twice, create, spoiling, seed);
      await morning(station, channels);
      expect(station.meter.struck().get('spoiled')).toBeGreaterThan(0);
      expect(wrong(station)).toEqual([]);
      expect([...heard(station.results, told)]).toEqual(expect.arrayContaining(station.meter.log.measured.map(told)));
      await station.line.close();
    },
  );

  test('believes what wasn’t where it is downloaded once', async () => {
    const station = await stationOf(kind, profile, create, spoiling, 2);
    await morning(station, channels);
    expect(wrong(station).length).toBeGreaterThan(0);
    await station.line.close();
  });
});
