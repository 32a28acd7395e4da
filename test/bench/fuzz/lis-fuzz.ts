import { conversationOf } from '../../../gateway/acquire/analyzers/conversation-of.ts';
import { message } from '../../gateway/acquire/analyzers/lis-wire.ts';
import { type Damage, type ReceiverEnd, sendStopAndWait } from '../../gateway/acquire/analyzers/lis01/stop-and-wait.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { type FuzzedLink, type FuzzedTalk, type FuzzFinding, fuzzedTalk, fuzzWithNoise, noiseBytes } from './fuzzed-link.ts';

/** What a sum of 8 bits lets through of frames that are anything. */
const UNDETECTED = 2 ** -8;

const below = (limit: number, random: () => number): number => Math.floor(random() * limit);

/** One byte changed, lost, or come in from nowhere: a sum feels each of them. */
const withOneByteSpoilt = (bytes: Uint8Array, random: () => number): Uint8Array => {
  const at = below(bytes.length, random);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  const kind = random();
  if (kind < 0.2) return Buffer.concat([before, after]);
  if (kind < 0.4) return Buffer.concat([before, noiseBytes(1, random), bytes.subarray(at)]);
  return Buffer.concat([before, Uint8Array.of((bytes[at] ?? 0) ^ (1 + below(255, random))), after]);
};

/** Bytes in a row that are anything, and sometimes the rest lost. */
const withBurst = (bytes: Uint8Array, random: () => number): Uint8Array => {
  const from = below(bytes.length, random);
  const length = 2 + below(10, random);
  const burst = Buffer.concat([bytes.subarray(0, from), noiseBytes(length, random), bytes.subarray(from + length)]);
  return random() < 0.2 ? burst.subarray(0, below(burst.length, random)) : burst;
};

const endOf = (talk: FuzzedTalk): ReceiverEnd => ({
  send: talk.send,
  pass: talk.pass,
  takeReply: () => Buffer.from(talk.takeWritten()).toString('latin1'),
});

const resultWords = (sample: string, value: string): string => `${sample} OP ${value} %`;

/** Sessions of a right instrument, over a line that spoils one frame in `oneIn` and loses one reply in 20. */
const fuzzSessions = async (
  kind: string,
  spoil: (bytes: Uint8Array, random: () => number) => Uint8Array,
  bytes: number,
  random: () => number,
  undetected: number,
): Promise<FuzzFinding> => {
  let truth = new Set<string>();
  let strangers = 0;
  let altered = 0;
  const talk = fuzzedTalk(shippedAnalyzer('lis2-generic'), conversationOf, ({ understood }) => {
    for (const { sampleId, code, value, unit } of understood.results)
      if (!truth.has(`${sampleId} ${code} ${value} ${unit}`)) strangers += 1;
  });
  const damage: Damage = {
    sent: (sent) => {
      if (random() > 0.3) return sent;
      altered += 1;
      return spoil(sent, random);
    },
    reply: (text) => (random() < 0.05 ? '' : text),
  };
  while (talk.sent() < bytes) {
    const results = Array.from(
      { length: 1 + below(3, random) },
      () => [`S-${below(10_000, random)}`, `${below(1_000, random) / 10}`] as const,
    );
    truth = new Set(results.map(([sample, value]) => resultWords(sample, value)));
    const records = results.map(([sample, value]) => message(sample, value).map((record) => `${record}\r`));
    const texts = random() < 0.5 ? records.flat() : records.map((one) => one.join(''));
    for (let tries = 0; tries < 4 && !(await sendStopAndWait(endOf(talk), texts, damage)); tries += 1) await talk.pass(1_000);
  }
  talk.close();
  return { kind, bytes: talk.sent(), crashes: talk.crashes(), strangers, expected: altered * undetected };
};

/** LIS01, whose frames carry a sum of 8 bits. */
export const LIS_LINKS: readonly FuzzedLink[] = [
  {
    name: 'LIS01',
    fuzz: async (bytes, random) => [
      await fuzzWithNoise(shippedAnalyzer('lis2-generic'), conversationOf, bytes, random),
      await fuzzSessions('sessions with one byte of a frame spoilt', withOneByteSpoilt, bytes, random, 0),
      await fuzzSessions('sessions with bursts of 2 to 11 bytes that are anything', withBurst, bytes, random, UNDETECTED),
    ],
  },
];
