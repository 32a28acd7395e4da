import { describe, expect, test } from 'vitest';
import { FrameReader, type Heard } from '../../../../../gateway/acquire/analyzers/lis01/frame-reader.ts';
import { type LoggedMessage, readCapturedLog } from '../../../../../gateway/acquire/analyzers/log/captured-log.ts';
import { heardIn } from '../../../../../gateway/acquire/analyzers/log/logged-frames.ts';
import { ENQ, EOT, ETX, frames, message, STX } from '../lis-wire.ts';
import { type Hl7Profile, hl7Profile, type LisProfile, lisProfile } from '../read-profile.ts';
import { type Expected, expectedParses, transcript, transcriptsPresent } from '../transcripts.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const results = (log: readonly LoggedMessage[]): readonly string[] =>
  log.flatMap(({ understood }) =>
    understood.results.map(({ sampleId, code, value, unit }) => [sampleId, code, value.trim(), unit].join(' ')),
  );

const read = (text: string, profile: LisProfile | Hl7Profile = lisProfile()): readonly LoggedMessage[] =>
  readCapturedLog([bytesOf(text)], profile);

const tolerated = (log: readonly LoggedMessage[]): readonly string[] => [
  ...new Set(log.flatMap(({ understood }) => understood.tolerated ?? [])),
];

describe('a captured log', () => {
  const session = [ENQ, ...frames(message('S-1', '12.5')), EOT];

  test('of a right session gives its result, and needs no leniency', () => {
    const log = read(session.join(''));
    expect(results(log)).toEqual(['S-1 OP 12.5 %']);
    expect(tolerated(log)).toEqual([]);
  });

  test.each(['\r', '\n', '\r\n'])('of plain records ended by %j gives its results', (end) => {
    const log = read(['# the meter in the corner', ...message('S-1', '12.5'), '', ...message('S-2', '48.0')].join(end));
    expect(results(log)).toEqual(['S-1 OP 12.5 %', 'S-2 OP 48.0 %']);
    expect(tolerated(log)).toEqual(['no-frames']);
  });

  test('that was joined from pieces, without EOT and with numbers that jump, says so', () => {
    const joined = [...session.slice(0, -1), ...frames(message('S-2', '48.0'), 4)].join('');
    const log = read(joined);
    expect(results(log)).toEqual(['S-1 OP 12.5 %', 'S-2 OP 48.0 %']);
    expect(tolerated(log)).toEqual(['frame-number-jumps']);
  });

  test('takes a damaged frame that nobody repeated, and says so', () => {
    const log = read(session.join('').replace('|12.5|', '|12,5|'));
    expect(results(log)).toEqual(['S-1 OP 12,5 %']);
    expect(tolerated(log)).toEqual(['bad-checksum']);
  });

  test('takes the repetition of a damaged frame, and a repeated frame once', () => {
    const result = session[4] ?? '';
    const all = [...session.slice(0, 4), result.replace('12.5', '99.5'), result, result, ...session.slice(5)];
    const log = read(all.join(''));
    expect(results(log)).toEqual(['S-1 OP 12.5 %']);
    expect(tolerated(log)).toEqual(['duplicate-frame']);
  });

  test('of frames without number and checksum gives its results', () => {
    const log = read(`${ENQ}${STX}${message('S-1', '12.5').join('\r')}\r${ETX}${EOT}`);
    expect(results(log)).toEqual(['S-1 OP 12.5 %']);
    expect(tolerated(log)).toEqual(['no-frame-numbers']);
  });

  test('gives no result of a message without its final record, unless the profile lets it pass', () => {
    const unended = [ENQ, ...frames(message('S-1', '12.5').slice(0, -1)), EOT].join('');
    expect(read(unended).map(({ understood }) => understood.troubles)).toEqual([['incomplete']]);
    expect(results(read(unended, lisProfile({}, { tolerates: ['no-final-record'] })))).toEqual(['S-1 OP 12.5 %']);
  });

  test('of a sender that broke off within a frame gives what came afterwards', () => {
    const log = read([ENQ, session[1], `${STX}2P|1`, ENQ, ...session.slice(1)].join(''));
    expect(results(log)).toEqual(['S-1 OP 12.5 %']);
    expect(tolerated(log)).toEqual(['unended-frame']);
  });

  test('of something else gives no result, and says that nothing matches', () => {
    const log = read(`${STX}24/10/29 13:08 ID# 1DC0 Na 131 mmol/L${ETX}`);
    expect(log.map(({ understood }) => [understood.results, understood.troubles])).toEqual([[[], ['no-match']]]);
  });

  test('of HL7 gives its results, in blocks or without', () => {
    const text = 'MSH|^~\\&|M||||20260302074500||ORU^R01|7|P|2.3.1\rOBR|1||S-1\rOBX|1|NM|OP||12.5|%\r';
    const framed = read(`\x0b${text}\x1c\r\x0b${text.replace('S-1', 'S-2')}`, hl7Profile());
    expect(results(framed)).toEqual(['S-1 OP 12.5 %', 'S-2 OP 12.5 %']);
    expect(tolerated(framed)).toEqual(['no-end-block']);
    const plain = read(`# captured\n${text.replaceAll('\r', '\n')}${text}`, hl7Profile());
    expect(results(plain)).toEqual(['S-1 OP 12.5 %', 'S-1 OP 12.5 %']);
    expect(tolerated(plain)).toEqual(['no-blocks']);
  });
});

test('the real transcripts are at hand wherever the project itself is tested', () =>
  expect(transcriptsPresent || process.env['CI'] === undefined).toBe(true));

/** Everything at its place, so that it can be held against what a transcript is known to hold. */
const asSent = lisProfile(
  {},
  {
    sampleId: ['O.3', 'O.4', 'P.4'],
    code: ['R.3'],
    details: { 'O.3': ['O.3'], 'O.4': ['O.4'], 'P.4': ['P.4'], completed: ['R.13'] },
  },
);

const row = (texts: readonly (string | undefined)[]): readonly string[] => texts.map((text) => text?.trim() ?? '');

const rowsAsSent = (log: readonly LoggedMessage[], withPatient: boolean): readonly (readonly string[])[] =>
  log.flatMap(({ understood }) =>
    understood.results.map(({ code, value, unit, flag, status, details }) =>
      row([
        details?.['O.3'],
        details?.['O.4'],
        withPatient ? details?.['P.4'] : '',
        code,
        value,
        unit,
        flag,
        status,
        details?.['completed'],
      ]),
    ),
  );

const expectedRows = ({ samples = [] }: Expected): readonly (readonly string[])[] =>
  samples.flatMap(({ 'O.3': o3, 'O.4': o4, 'P.4': p4, results: rows }) =>
    rows.map(([code, value, unit, flag, status, completed]) => row([o3, o4, p4, code, value, unit, flag, status, completed])),
  );

const encodingOf = (file: string): 'latin1' | 'utf-8' => (file.startsWith('43') ? 'latin1' : 'utf-8');

const againstTranscripts = (): void => {
  const parses = Object.entries(expectedParses());
  const profileOf = (file: string) => ({ ...asSent, encoding: encodingOf(file) });
  const withSamples = parses.filter(([, { samples }]) => samples !== undefined);

  test('are many', () => expect(withSamples.length).toBeGreaterThanOrEqual(22));

  test.each(withSamples)('%s gives its results', (file, expected) => {
    const log = readCapturedLog([transcript(file)], profileOf(file));
    const withPatient = expected.samples?.some((sample) => sample['P.4'] !== undefined) ?? false;
    const rows = rowsAsSent(log, withPatient);
    expect(rows).toHaveLength(expected.resultCount ?? 0);
    expectRows(rows, expectedRows(expected));
    expect(log.filter(({ understood }) => understood.results.length > 0).length).toBeLessThanOrEqual(expected.messageCount ?? 0);
    if (expected.override?.resultsLenient !== undefined) expect(results(log)).toHaveLength(expected.override.resultsLenient);
    if (expected.override?.resultsRaw !== undefined) expect(results(log)).toHaveLength(expected.override.resultsRaw);
  });

  const broken = parses.filter(([file]) => /^D0\d/.test(file));
  const lenient: Readonly<Record<string, readonly string[]>> = { D07_lowercase_checksum_no_crlf: ['L40 PPBS 767 154.14 mg/dL'] };
  test.each(broken)('%s gives its results', (file, expected) => {
    const wanted = lenient[file.replace('.astm', '')] ?? (expected.results ?? []).map((one) => one.join(' '));
    expect(results(readCapturedLog([transcript(file)], lisProfile()))).toEqual(wanted);
  });

  test('the log without its final record gives its result where the profile lets it pass', () => {
    const profile = lisProfile({}, { tolerates: ['no-final-record'] });
    const log = readCapturedLog([transcript('D04_no_L_record.astm')], profile);
    expect(results(log)).toEqual(['L40 PPBS 767 154.14 mg/dL']);
  });

  test('a transcript of another protocol gives none', () =>
    expect(results(readCapturedLog([transcript('08_arkray_spotchem_el_se1520.txt')], lisProfile()))).toEqual([]));

  test('the HL7 transcript gives its observations, the main ones with a status', () => {
    const profile = hl7Profile({}, { code: ['OBX-4'], value: ['OBX-5.1', 'OBX-5.2'] });
    const log = readCapturedLog([transcript('27_genexpert_oru_r30.hl7')], profile);
    const all = log.flatMap(({ understood }) => understood.results);
    expect(all).toHaveLength(23);
    expect(all.filter(({ status }) => status === 'F').map(({ sampleId, code, value }) => [sampleId, code, value])).toEqual([
      ['sidOBM', 'CT', 'NOT DETECTED'],
      ['sidOBM', 'NG', 'DETECTED'],
    ]);
    expect(readCapturedLog([transcript('28_genexpert_qcn_j01.hl7')], hl7Profile()).map(({ understood }) => understood)).toEqual([
      { results: [], troubles: [], messageId: 'UDC000', sentAt: '2007-07-13T11:42:54', tolerated: ['no-blocks'] },
    ]);
  });

  const lisFiles = [...withSamples, ...broken].map(([file]) => file);
  test.each(lisFiles)('%s is the same byte by byte, and cut in two at every byte', (file) => {
    const bytes = transcript(file);
    const pieces = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
    expect(asText(readCapturedLog(pieces, profileOf(file)))).toBe(asText(readCapturedLog([bytes], profileOf(file))));
    for (const stretch of stretchesOf(bytes)) {
      const whole = meant(heardIn([stretch]));
      for (let at = 1; at < stretch.length; at += 1) {
        const cut = meant(heardIn([stretch.subarray(0, at), stretch.subarray(at)]));
        if (!isSame(cut, whole)) expect(cut).toEqual(whole);
      }
    }
  });
};

const asText = (log: readonly LoggedMessage[]): string =>
  JSON.stringify(log.map(({ raw, understood }) => [Buffer.from(raw).toString('latin1'), understood]));

/** Noise comes in as many pieces as it was cut into. */
const meant = (heard: readonly Heard[]): readonly Heard[] => heard.filter(({ is }) => is !== 'stray');

/** The bytes up to the end of each frame. A reader carries nothing over such an end, so that a cut is felt in its own stretch only; text without frames is no stretch, as there is nothing in it to cut. */
const stretchesOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const reader = new FrameReader();
  const stretches: Uint8Array[] = [];
  for (let from = 0, begun = 0; from < bytes.length; ) {
    const { heard, next } = reader.read(bytes, from);
    from = next;
    if (heard?.is !== 'frame' || reader.midFrame) continue;
    stretches.push(bytes.subarray(begun, next));
    begun = next;
  }
  return stretches;
};

const isSame = (one: readonly Heard[], other: readonly Heard[]): boolean =>
  one.length === other.length &&
  one.every((heard, at) => {
    const twin = other[at];
    if (heard.is !== 'frame' || twin?.is !== 'frame') return heard.is === twin?.is;
    return heard.frame.sum === twin.frame.sum && Buffer.compare(heard.frame.body, twin.frame.body) === 0;
  });

/** The rows that are given stand among those that were read, in their order; of long lists not all are given. */
const expectRows = (read: readonly (readonly string[])[], given: readonly (readonly string[])[]): void => {
  const texts = read.map((one) => one.join('|'));
  let from = 0;
  for (const row of given.map((one) => one.join('|'))) {
    const at = texts.indexOf(row, from);
    expect(at, `${row} at ${from}`).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
};

if (transcriptsPresent) describe('real transcripts, read as captured logs:', againstTranscripts);
else test.skip('real transcripts, read as captured logs: the folder isn’t there', () => undefined);
