import { describe, expect, test } from 'vitest';
import { FrameReader } from '../../../../../gateway/acquire/analyzers/lis01/frame-reader.ts';
import { ACK, ENQ, NAK } from '../lis-wire.ts';
import { type LisProfile, lisProfile } from '../read-profile.ts';
import { lisTalk, type Talk } from '../talk.ts';
import { expectedParses, transcript, transcriptsPresent } from '../transcripts.ts';

test('the real transcripts are at hand wherever the project itself is tested', () =>
  expect(transcriptsPresent || process.env['CI'] === undefined).toBe(true));

/** The pieces that an instrument sends before it waits for a reply. */
const sentPieces = (bytes: Uint8Array): readonly Uint8Array[] => {
  const reader = new FrameReader();
  const pieces: Uint8Array[] = [];
  for (let from = 0, begun = 0; from < bytes.length; ) {
    const { heard, next } = reader.read(bytes, from);
    from = next;
    if (heard === undefined && next < bytes.length) continue;
    pieces.push(bytes.subarray(begun, next));
    begun = next;
  }
  return pieces;
};

const NAMES: Readonly<Record<string, string>> = { [ACK]: 'ACK', [NAK]: 'NAK', [ENQ]: 'ENQ' };

const words = (written: string): string => [...written].map((character) => NAMES[character] ?? '?').join('+') || 'none';

/** Replays a transcript as its instrument sent it, each piece byte by byte; the replies to what was not noise. */
const replay = async (
  file: string,
  profile: LisProfile,
): Promise<{ readonly talk: Talk; readonly replies: readonly string[] }> => {
  const talk = lisTalk(profile);
  const bytes = transcript(file);
  // Some recorders left the ENQ out.
  if (!bytes.includes(0x05)) await talk.send(ENQ);
  talk.takeWritten();
  const replies: string[] = [];
  for (const piece of sentPieces(bytes)) {
    for (const byte of piece) talk.conversation.onBytes(Uint8Array.of(byte));
    await talk.wait(600);
    const written = talk.takeWritten();
    if (written !== '' || piece.length === 1) replies.push(words(written));
  }
  return { talk, replies };
};

const strictly = (file: string): ReturnType<typeof replay> => replay(file, lisProfile({}, { tolerates: [] }));

const againstTranscripts = (): void => {
  const whole = Object.entries(expectedParses()).filter(([file]) => /^0[1-4]_|^07_|^D0[89]/.test(file));
  test.each(whole)('%s is acknowledged throughout, and brings all its results', async (file, expected) => {
    const { talk, replies } = await strictly(file);
    expect(replies.filter((reply) => reply !== 'ACK' && reply !== 'none')).toEqual([]);
    expect(talk.results).toHaveLength(expected.resultCount ?? expected.results?.length ?? 0);
  });

  const repliesTo: readonly (readonly [string, string])[] = [
    ['D01_bad_checksum_then_retransmit', 'ACK ACK ACK ACK NAK ACK ACK ACK none'],
    ['D02_duplicate_frame_lost_ack', 'ACK ACK ACK ACK ACK ACK ACK ACK none'],
    ['D03_skipped_frame', 'ACK ACK ACK NAK NAK NAK none'],
    ['D04_no_L_record', 'ACK ACK ACK ACK ACK ACK none'],
    ['D05_eot_mid_message_then_full_resend', 'ACK ACK ACK ACK none ACK ACK ACK ACK ACK ACK ACK none'],
    ['D06_line_noise_between_frames', 'ACK ACK ACK ACK ACK ACK ACK none none'],
    ['D07_lowercase_checksum_no_crlf', 'ACK NAK NAK NAK NAK NAK NAK none'],
  ];
  test.each(repliesTo)('%s is answered frame by frame as the standard wants', async (name, wanted) => {
    const { talk, replies } = await strictly(`${name}.astm`);
    expect(replies.join(' ')).toBe(wanted);
    const expected = expectedParses()[`${name}.astm`];
    expect(talk.results).toEqual((expected?.results ?? []).map((row) => row.join(' ')));
  });

  test('a log whose frame numbers jump is refused from there on, and makes no result', async () => {
    const { talk, replies } = await strictly('06_horiba_yumizen_h500.astm');
    expect(replies.filter((reply) => reply === 'ACK')).toHaveLength(5);
    expect(replies.filter((reply) => reply === 'NAK')).toHaveLength(26);
    talk.conversation.close();
    expect(talk.results).toEqual([]);
    expect(talk.counters.incomplete).toBe(1);
  });

  test('frames without numbers and checksums are refused, unless the profile lets them pass', async () => {
    const file = '42_snibe_maglumi_no_fn_no_checksum_dup.astm';
    const strict = await strictly(file);
    expect(strict.talk.results).toEqual([]);
    expect(strict.talk.counters.refused).toBe(3);
    const { talk } = await replay(file, lisProfile({ tolerates: ['no-frame-numbers'] }));
    expect(talk.results).toHaveLength(9);
    expect(new Set(talk.results).size).toBe(6);
  });

  test('a frame that lost a byte is refused, and the two before it are taken', async () => {
    const { talk, replies } = await strictly('43_mindray_bs240_whole_message_frame.astm');
    expect(talk.results).toHaveLength(
      expectedParses()['43_mindray_bs240_whole_message_frame.astm']?.override?.resultsStrict ?? 0,
    );
    expect(replies.filter((reply) => reply === 'NAK')).toHaveLength(1);
    expect(talk.counters.refused).toBe(1);
  });

  test('a session without its EOT brings its results all the same', async () => {
    const { talk, replies } = await strictly('44_beckman_access2_duplicate_result_no_eot.astm');
    expect(replies).not.toContain('NAK');
    expect(talk.results).toHaveLength(4);
    expect(new Set(talk.results).size).toBe(3);
  });

  test('a sample’s id may stand in the third component of O-4, by profile alone', async () => {
    const { talk } = await replay('07_sysmex_xp100.astm', lisProfile({}, { sampleId: ['O.4.3'], code: ['R.3.5'] }));
    expect(talk.results.slice(0, 2)).toEqual(['113 WBC 5.5 10*3/uL', '113 RBC 2.87 10*6/uL']);
  });
};

if (transcriptsPresent) describe('real transcripts on a live line:', againstTranscripts);
else test.skip('real transcripts on a live line: the folder isn’t there', () => undefined);
