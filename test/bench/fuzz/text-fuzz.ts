import { createTextConversation } from '../../../gateway/acquire/analyzers/text/text-conversation.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { type FuzzedLink, type FuzzFinding, fuzzedTalk, fuzzWithNoise } from './fuzzed-link.ts';

const below = (limit: number, random: () => number): number => Math.floor(random() * limit);

/** A printout of one sample and two wells, and its results as text. */
const printout = (random: () => number): { readonly text: string; readonly results: readonly string[] } => {
  const sample = `S${below(10_000, random)}`;
  const wells = [1, 2].map((channel) => ({ channel, value: (below(1_000, random) / 10).toFixed(1) }));
  return {
    text: `\u001b@Sample: ${sample}\r\n--------\r\n${wells.map(({ channel, value }) => `0${channel}# ${value} %\r\n`).join('')}`,
    results: wells.map(({ channel, value }) => `${sample} ${channel} ${value}`),
  };
};

/** Printouts of which every second has one byte that is anything. Nothing in a line of text can tell a digit from another. */
const fuzzPrintouts = async (bytes: number, random: () => number): Promise<FuzzFinding> => {
  const truth = new Set<string>();
  let strangers = 0;
  let spoiled = 0;
  const talk = fuzzedTalk(shippedAnalyzer('text-generic'), createTextConversation, ({ understood }) => {
    for (const { sampleId, channel, value } of understood.results)
      if (!truth.has(`${sampleId} ${channel} ${value}`)) strangers += 1;
    truth.clear();
  });
  for (let turn = 0; talk.sent() < bytes; turn += 1) {
    const { text, results } = printout(random);
    for (const result of results) truth.add(result);
    const raw = Buffer.from(text, 'latin1');
    if (turn % 2 === 1) {
      raw[below(raw.length, random)] = below(256, random);
      spoiled += results.length;
    }
    talk.send(raw);
    await talk.pass(2_000);
  }
  talk.close();
  const kind = 'printouts, every second with one byte that is anything';
  return { kind, bytes: talk.sent(), crashes: talk.crashes(), strangers, expected: spoiled };
};

/** Bytes of 256 that end a line, and those that are a digit, a blank, or nothing at all in a line of text. */
const [ENDS, DIGITS, BLANKS, CONTROLS] = [6, 10, 1, 26];

/**
 * How likely a byte of noise ends the shortest line that reads as a well and its value, such as `3 7`: a line's end, a digit,
 * a blank, a digit, a line's end, with control characters left out. It has no sample, so it waits in quarantine.
 */
const LINE_BY_CHANCE = ((ENDS / 256) * DIGITS ** 2 * BLANKS * ENDS) / (256 - CONTROLS) ** 4;

const fuzzAnyText: FuzzedLink['fuzz'] = async (bytes, random) => {
  const noise = await fuzzWithNoise(shippedAnalyzer('text-generic'), createTextConversation, bytes, random);
  return [{ ...noise, expected: noise.bytes * LINE_BY_CHANCE }, await fuzzPrintouts(bytes, random)];
};

/** Lines of text. */
export const TEXT_LINKS: readonly FuzzedLink[] = [
  {
    name: 'Text, any meter',
    fuzz: fuzzAnyText,
  },
  {
    name: 'Text, RIDA CUBE',
    fuzz: async (bytes, random) => [
      await fuzzWithNoise(shippedAnalyzer('rida-cube-scan'), createTextConversation, bytes, random),
    ],
  },
];
