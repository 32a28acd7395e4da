import { describe, expect, test } from 'vitest';
import type { AnalyzerProfile } from '../../../../../device-profiles/analyzer/analyzer-profile.ts';
import { uploadReader } from '../../../../../gateway/acquire/analyzers/http/upload-reader.ts';
import { createTextConversation } from '../../../../../gateway/acquire/analyzers/text/text-conversation.ts';
import { createManualClock } from '../../../../../simulators/world/manual-clock.ts';
import { analyzerOf } from '../analyzer-of.ts';
import { resultsAt, testDesk } from '../desk.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';
import { expectedParses, transcript, transcriptsPresent } from '../transcripts.ts';

const profileOf = (recordEnd: string, format: string): AnalyzerProfile =>
  analyzerOf(`id: t
vendor: none
models: [x]
kind: meter
link: { protocol: text, recordEnd: ${recordEnd} }
serial: { baud: 9600 }
encoding: latin1
format:
  is: text
${format}sources: [a transcript]
confidence: low
verified: false
`);

/** One line of fixed width between STX and ETX, several results in it. */
const SPOTCHEM = profileOf(
  '{ delimiter: "\\x03" }',
  `  record: ['(?<time>\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d) ID# (?<sample>\\S+)\\s+\\[(?<details_specimen>[^\\]]+)\\]\\s*(?<rest>.*)']
  results: ['(?<item>[A-Z][A-Za-z]*)\\s+(?<value>[\\d.]+)\\s+(?<unit>\\S+)\\s*(?<rest>.*)']
  times: ['yy/MM/dd HH:mm']
`,
);

/** Records of LIS02 sent as lines of text, without the link of LIS01. */
const ESR = profileOf(
  '{ delimiter: "L|" }',
  `  record: ['O\\|\\d+\\|(?<sample>[^|]+)\\|.*']
  ignored: ['[HP]\\|.*']
  results: ['R\\|\\d+\\|\\^*(?<item>[^|^]+)[^|]*\\|(?<value>[^|]+)\\|(?<unit>[^|]*)\\|.*']
`,
);

/** The results of bytes that arrive in these pieces. */
const heard = async (profile: AnalyzerProfile, pieces: readonly Uint8Array[]) => {
  const desk = testDesk();
  const clock = createManualClock();
  const counters = { transfers: 0, noiseBytes: 0, refused: 0, duplicateFrames: 0, incomplete: 0, unkept: 0 };
  const needs = {
    analyzer: 'a',
    profile,
    clock,
    write: () => undefined,
    keep: desk.keep,
    onUnreadable: () => undefined,
    counters,
  };
  const conversation = createTextConversation(needs);
  for (const piece of pieces) conversation.onBytes(piece);
  await clock.advance(0, 'promises');
  conversation.close();
  return desk;
};

const cuts = (bytes: Uint8Array): readonly (readonly Uint8Array[])[] => [
  [bytes],
  [...bytes].map((byte) => Uint8Array.of(byte)),
  ...[...bytes.keys()].slice(1).map((at) => [bytes.subarray(0, at), bytes.subarray(at)]),
];

describe.skipIf(!transcriptsPresent)('a transcript of text', () => {
  test('of an ion meter gives its three results, however its bytes arrive', async () => {
    const expected = expectedParses()['08_arkray_spotchem_el_se1520.txt']?.results ?? [];
    for (const pieces of cuts(transcript('08_arkray_spotchem_el_se1520.txt'))) {
      const desk = await heard(SPOTCHEM, pieces);
      expect(resultsAt(desk)).toEqual(expected.map((row) => row.join(' | ')));
      expect(desk.transfers[0]?.understood.troubles).toEqual([]);
      expect(desk.transfers[0]?.understood.results[0]).toMatchObject({
        measuredAt: '2024-10-29T13:08',
        details: { specimen: 'B. Plasma' },
      });
    }
  });

  test('in lines of LIS02 gives its one result, however its bytes arrive', async () => {
    for (const pieces of cuts(transcript('12_esr_analyzer.txt')))
      expect(resultsAt(await heard(ESR, pieces))).toEqual(['231 | ESR | 11 | mm/h']);
  });

  test('of a strip reader’s upload gives its two results by their Chinese keys', () => {
    const { understood, records } = uploadReader(shippedAnalyzer('http-json-generic'))(transcript('54_dy6260_gold_reader.json'));
    expect(understood.troubles).toEqual([]);
    expect(understood.results.map(({ sampleId, code, value, unit }) => [sampleId, code, value, unit])).toEqual(
      expectedParses()['54_dy6260_gold_reader.json']?.results,
    );
    expect(understood.results.map(({ details, measuredAt }) => [details?.['sample-name'], measuredAt])).toEqual([
      ['大米', '2011-01-02T17:31:44'],
      ['儿童奶粉', '2011-01-02T10:15:06'],
    ]);
    expect(records).toHaveLength(2);
  });
});
