import { conversationOf } from '../../../gateway/acquire/analyzers/conversation-of.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { type FuzzedLink, type FuzzFinding, fuzzedTalk, fuzzWithNoise, noiseBytes } from './fuzzed-link.ts';

const below = (limit: number, random: () => number): number => Math.floor(random() * limit);

const messageOf = (sample: string, value: string): Uint8Array =>
  Buffer.from(
    `\x0bMSH|^~\\&|Reader|||Desk|20260302074500||ORU^R01|${sample}|P|2.3.1\rOBR|1||${sample}\rOBX|1|NM|OP||${value}|%||N|||F\r\x1c\r`,
  );

/** A few bytes changed, or the rest lost. */
const spoilt = (bytes: Uint8Array, random: () => number): Uint8Array => {
  const changed = bytes.slice();
  changed.set(noiseBytes(1 + below(4, random), random), below(bytes.length - 4, random));
  return random() < 0.1 ? changed.subarray(0, below(changed.length, random)) : changed;
};

/** Nothing in MLLP feels a damaged byte: each message that was changed may be another one. */
const fuzzMessages = async (bytes: number, random: () => number): Promise<FuzzFinding> => {
  let truth = '';
  let strangers = 0;
  let altered = 0;
  const talk = fuzzedTalk(shippedAnalyzer('hl7-generic'), conversationOf, ({ understood }) => {
    for (const { sampleId, code, value, unit } of understood.results)
      if (`${sampleId} ${code} ${value} ${unit}` !== truth) strangers += 1;
  });
  while (talk.sent() < bytes) {
    const [sample, value] = [`S-${below(10_000, random)}`, `${below(1_000, random) / 10}`];
    truth = `${sample} OP ${value} %`;
    const isSpoilt = random() < 0.3;
    if (isSpoilt) altered += 1;
    const sent = messageOf(sample, value);
    talk.send(isSpoilt ? spoilt(sent, random) : sent);
    await talk.pass(below(40_000, random));
  }
  talk.close();
  return { kind: 'messages with 1 to 4 bytes spoilt', bytes: talk.sent(), crashes: talk.crashes(), strangers, expected: altered };
};

/** MLLP, which has no checksum. */
export const MLLP_LINKS: readonly FuzzedLink[] = [
  {
    name: 'MLLP',
    fuzz: async (bytes, random) => [
      await fuzzWithNoise(shippedAnalyzer('hl7-generic'), conversationOf, bytes, random),
      await fuzzMessages(bytes, random),
    ],
  },
];
