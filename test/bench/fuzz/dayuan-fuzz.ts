import { createDayuanConversation } from '../../../gateway/acquire/analyzers/dayuan/dayuan-conversation.ts';
import { lzRow, tlRow } from '../../gateway/acquire/analyzers/dayuan/dayuan-rows.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { type FuzzedLink, type FuzzFinding, fuzzedTalk, fuzzWithNoise } from './fuzzed-link.ts';

/** What CRC-8 lets through of frames that are anything. */
const UNDETECTED = 2 ** -8;

/** CRC-8 finds every burst that is no longer than it. */
const BURST = 8;

const below = (limit: number, random: () => number): number => Math.floor(random() * limit);

/** A row that nobody can know in advance. */
type RowMaker = (random: () => number) => Uint8Array;

const anyTime = (random: () => number): readonly number[] => [
  20 + below(7, random),
  1 + below(12, random),
  1 + below(28, random),
  below(24, random),
  below(60, random),
  below(60, random),
];

const MAKERS: Readonly<Record<'lz4000t' | 'tl310', RowMaker>> = {
  lz4000t: (random) => lzRow({ number: below(1_000, random), time: anyTime(random), inhibition: below(10_000, random) }),
  tl310: (random) => tlRow({ channel: 1 + below(10, random), time: anyTime(random), inhibition: below(1_000, random) }),
};

/** Bits in a row, from the command to the checksum, each turned over or not; the first and the last are. */
const withBurst = (frame: Uint8Array, random: () => number): Uint8Array => {
  const length = 1 + below(BURST, random);
  const bits = (frame.length - 2) * 8 - length;
  const from = 8 + below(bits, random);
  const burst = frame.slice();
  for (let bit = 0; bit < length; bit += 1) {
    const isTurned = bit === 0 || bit === length - 1 || random() < 0.5;
    const place = from + bit;
    if (isTurned) burst[place >> 3] = (burst[place >> 3] ?? 0) ^ (0x80 >> (place & 7));
  }
  return burst;
};

/** Data bytes that are anything, under the checksum of what they were. */
const scrambled = (frame: Uint8Array, random: () => number): Uint8Array => {
  const changed = frame.slice();
  for (let count = 2 + below(6, random); count > 0; count -= 1) changed[4 + below(frame.length - 6, random)] = below(256, random);
  return changed;
};

const fuzzRows = async (
  model: 'lz4000t' | 'tl310',
  kind: string,
  spoil: (frame: Uint8Array, random: () => number) => Uint8Array,
  bytes: number,
  random: () => number,
): Promise<FuzzFinding> => {
  const truth = new Set<string>();
  let strangers = 0;
  let altered = 0;
  const talk = fuzzedTalk(shippedAnalyzer(`dayuan-${model}`), createDayuanConversation, ({ raw, understood }) => {
    if (!truth.has(Buffer.from(raw).toString('latin1'))) strangers += understood.results.length;
  });
  for (let turn = 0; talk.sent() < bytes; turn += 1) {
    const frame = MAKERS[model](random);
    const spoiled = spoil(frame, random);
    if (Buffer.compare(frame, spoiled) === 0) truth.add(Buffer.from(frame).toString('latin1'));
    else altered += 1;
    talk.send(spoiled);
    if (turn % 16 === 0) await talk.pass(400);
  }
  talk.close();
  const expected = kind === SCRAMBLED ? altered * UNDETECTED : 0;
  return { kind, bytes: talk.sent(), crashes: talk.crashes(), strangers, expected };
};

const SCRAMBLED = 'rows with 2 to 7 bytes that are anything';

const dayuanLink = (model: 'lz4000t' | 'tl310'): FuzzedLink => ({
  name: `DaYuan ${model}`,
  fuzz: async (bytes, random) => [
    await fuzzWithNoise(shippedAnalyzer(`dayuan-${model}`), createDayuanConversation, bytes, random),
    await fuzzRows(model, `rows with a burst of 1 to ${BURST} bits`, withBurst, bytes, random),
    await fuzzRows(model, SCRAMBLED, scrambled, bytes, random),
  ],
});

/** The links of DaYuan meters. */
export const DAYUAN_LINKS: readonly FuzzedLink[] = [dayuanLink('lz4000t'), dayuanLink('tl310')];
