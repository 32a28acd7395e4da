import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import { createTaiyangConversation } from '../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import { understandTaiyang } from '../../../gateway/acquire/analyzers/taiyang/understand-taiyang.ts';
import type { SentResult, Transfer } from '../../../gateway/domain/sent-result.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { groupOf, infoAt, recordOf } from '../../gateway/acquire/analyzers/taiyang/taiyang-records.ts';
import { type FuzzedLink, type FuzzedTalk, type FuzzFinding, fuzzedTalk, fuzzWithNoise, noiseBytes } from './fuzzed-link.ts';

/** A link, its model, and a record as the meter would send it. */
interface Meter {
  readonly name: string;
  readonly profile: AnalyzerProfile;
  readonly model: number;
  readonly record: Uint8Array;
}

const ESCAPE = 0x1b;

const KEY_OPERATED: Meter = {
  name: 'Taiyang, 73 bytes',
  profile: shippedAnalyzer('taiyang-ttnj'),
  model: 0x02,
  record: recordOf({ info: infoAt(7, 0b1111), channels: { 1: [0.596, 34.8], 2: [0.7, 5.5], 3: [0.4, 71.2], 4: [0.9, 12] } }),
};

const SMART: Meter = {
  name: 'Taiyang, 501 bytes',
  profile: shippedAnalyzer('taiyang-smart'),
  model: 0x05,
  record: groupOf(
    17,
    '2026-03-02',
    0b1111,
    [1, 2, 3, 4].map((at) => ({
      at,
      number: 0x20 + at,
      name: Buffer.from('sample'),
      absorbance: 0.5,
      change: 0.2,
      result: at / 10,
      conclusion: 1,
    })),
  ),
};

/** Answers link and download, as a meter whose operator has chosen "data transfer". */
const begin = async (talk: FuzzedTalk, { model }: Meter): Promise<void> => {
  talk.send(Uint8Array.of(ESCAPE, model));
  await talk.pass(200);
  talk.send(Uint8Array.of(ESCAPE, 0xc1));
};

const isAskedForLink = (talk: FuzzedTalk): boolean => talk.lastWritten()[1] === 0xbf;

/** Records one after another, each where the box waits for one; after a download that ended, the next one. */
const sendRecords = async (
  meter: Meter,
  bytes: number,
  next: () => Uint8Array,
  onKept: (transfer: Transfer) => void,
): Promise<{ readonly bytes: number; readonly crashes: number; readonly records: number }> => {
  let records = 0;
  const talk = fuzzedTalk(meter.profile, createTaiyangConversation, onKept);
  await begin(talk, meter);
  while (talk.sent() < bytes) {
    talk.send(next());
    records += 1;
    await talk.pass(101);
    if (talk.lastWritten()[0] === 0x24) continue;
    while (!isAskedForLink(talk)) await talk.pass(1_000);
    await begin(talk, meter);
  }
  talk.close();
  return { bytes: talk.sent(), crashes: talk.crashes(), records };
};

const told = ({ value, channel, measuredAt, code }: SentResult): string => [value, channel, measuredAt, code].join(' ');

const strangersIn = (results: readonly SentResult[], truth: ReadonlySet<string>): number =>
  results.filter((result) => !truth.has(told(result))).length;

const withBit = (record: Uint8Array, bit: number): Uint8Array => {
  const flipped = record.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
};

/** Results nobody sent, on average, of a record in which one bit was turned over: every bit is tried, without the conversation. */
const strangersPerFlip = ({ profile, model, record }: Meter, truth: ReadonlySet<string>): number => {
  const bits = record.length * 8;
  let strangers = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    const raw = Uint8Array.of(ESCAPE, model, ...withBit(record, bit));
    strangers += strangersIn(understandTaiyang(raw, profile).results, truth);
  }
  return strangers / bits;
};

const fuzzWithFlips = async (meter: Meter, bytes: number, random: () => number): Promise<FuzzFinding> => {
  const raw = Uint8Array.of(ESCAPE, meter.model, ...meter.record);
  const truth = new Set(understandTaiyang(raw, meter.profile).results.map(told));
  let strangers = 0;
  const { records, ...sent } = await sendRecords(
    meter,
    bytes,
    () => withBit(meter.record, Math.floor(random() * meter.record.length * 8)),
    ({ understood }) => {
      strangers += strangersIn(understood.results, truth);
    },
  );
  const expected = records * strangersPerFlip(meter, truth);
  return { kind: 'records with one bit turned over', ...sent, strangers, expected };
};

/** Seconds, minutes, hours, days with their months, and years of the century, each of all that a byte or two can be. */
const CHANCE_OF_DATE = (60 / 256) ** 2 * (24 / 256) * (365.25 / 65_536) * (100 / 256);

/**
 * Results that chance makes of a record of noise: its date must be one (2 in 100,000 at most, both orders together); its
 * mask must read the same both ways (16 of 256; the smart model's text date is rarer by far), its block be one of two, and
 * two numbers in each of two channels at least be believable (1 in 7 each).
 */
const CHANCE_OF_RESULT = 2 * CHANCE_OF_DATE * (2 / 256) * (4 / 256) * (1 / 7) ** 4 * 2;

const fuzzWithNoiseRecords = async (meter: Meter, bytes: number, random: () => number): Promise<FuzzFinding> => {
  let strangers = 0;
  const { records, ...sent } = await sendRecords(
    meter,
    bytes,
    () => noiseBytes(meter.record.length, random),
    ({ understood }) => {
      strangers += understood.results.length;
    },
  );
  return { kind: 'noise in the place of records', ...sent, strangers, expected: records * CHANCE_OF_RESULT };
};

const taiyangLink = (meter: Meter): FuzzedLink => ({
  name: meter.name,
  fuzz: async (bytes, random) => [
    await fuzzWithNoise(meter.profile, createTaiyangConversation, bytes, random),
    await fuzzWithNoiseRecords(meter, bytes, random),
    await fuzzWithFlips(meter, bytes, random),
  ],
});

/** The links of Taiyang meters: nothing on them tells a changed byte. */
export const TAIYANG_LINKS: readonly FuzzedLink[] = [taiyangLink(KEY_OPERATED), taiyangLink(SMART)];
