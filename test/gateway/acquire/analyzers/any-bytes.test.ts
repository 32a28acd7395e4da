import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { understandHl7 } from '../../../../gateway/acquire/analyzers/hl7/understand-hl7.ts';
import { LONGEST_FRAME } from '../../../../gateway/acquire/analyzers/lis01/frame.ts';
import { FrameReader } from '../../../../gateway/acquire/analyzers/lis01/frame-reader.ts';
import { understandLis02 } from '../../../../gateway/acquire/analyzers/lis02/understand-lis02.ts';
import { readCapturedLog } from '../../../../gateway/acquire/analyzers/log/captured-log.ts';
import { ACK, ENQ, EOT, ETB, ETX, frame, frames, message } from './lis-wire.ts';
import { type Damage, type ReceiverEnd, sendStopAndWait } from './lis01/stop-and-wait.ts';
import { hl7Profile, lisProfile } from './read-profile.ts';
import { hl7Talk, lisTalk, type Talk } from './talk.ts';

/** Bytes as a line brings them: anything, with the characters that mean something more often than chance. */
const lineByte = fc.oneof(
  { weight: 3, arbitrary: fc.nat(255) },
  { weight: 2, arbitrary: fc.constantFrom(0x02, 0x03, 0x04, 0x05, 0x0a, 0x0b, 0x0d, 0x1c, 0x17) },
  { weight: 2, arbitrary: fc.constantFrom(...Buffer.from('HPORLQ|^\\&1MSH0')) },
);
const lineBytes = fc.array(lineByte, { maxLength: 400 }).map((bytes) => Uint8Array.from(bytes));

/** A piece of text cut at these places. */
const cutAt = (text: string, places: readonly number[]): readonly string[] => {
  const edges = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return edges.slice(1).map((edge, at) => text.slice(edges[at], edge));
};

const word = fc.stringMatching(/^[A-Za-z0-9 .,<>+-]{1,12}$/);

/** What a right instrument sends before it waits for each reply, and the results in it. */
const session = fc
  .record({
    messages: fc.array(fc.record({ sample: fc.stringMatching(/^[A-Z0-9]{1,8}$/), value: word }), { minLength: 1, maxLength: 4 }),
    text: fc.integer({ min: 1, max: 60 }),
    packing: fc.constantFrom('record', 'message', 'pieces'),
  })
  .map(({ messages, text, packing }) => {
    const all = messages.map(({ sample, value }) => message(sample, value));
    const wanted = messages.map(({ sample, value }) =>
      value.trim() === '' ? `${sample} OP  %` : `${sample} OP ${value.trim()} %`,
    );
    if (packing === 'record') return { wanted, sends: [ENQ, ...frames(all.flat()), EOT] };
    const texts = all.map((records) => `${records.join('\r')}\r`);
    const parts =
      packing === 'message'
        ? texts.map((one) => [one])
        : texts.map((one) => one.match(new RegExp(`[\\s\\S]{1,${text}}`, 'g')) ?? []);
    const ends = parts.flatMap((pieces) => pieces.map((piece, at) => ({ piece, end: at === pieces.length - 1 ? ETX : ETB })));
    return { wanted, sends: [ENQ, ...ends.map(({ piece, end }, at) => frame(at + 1, piece, end)), EOT] };
  });

const cuts = fc.array(fc.nat(), { maxLength: 6 });

describe('a right session over LIS01', () => {
  test('is acknowledged and understood the same, however its bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(session, cuts, async ({ wanted, sends }, places) => {
        const talk = lisTalk();
        for (const sent of sends) {
          for (const piece of cutAt(sent, places)) await talk.send(piece);
          expect(talk.takeWritten()).toBe(sent === EOT ? '' : ACK);
        }
        expect(talk.results).toEqual(wanted);
        expect(talk.counters).toMatchObject({ noiseBytes: 0, refused: 0, incomplete: 0 });
      }),
      { numRuns: 60 },
    ));

  test('with one damaged byte in a frame never brings another result', () =>
    fc.assert(
      fc.asyncProperty(session, fc.nat(), fc.integer({ min: 1, max: 255 }), async ({ wanted, sends }, place, flip) => {
        const talk = lisTalk();
        const all = Buffer.from(sends.join(''), 'latin1');
        const at = place % all.length;
        all[at] = (all[at] ?? 0) ^ flip;
        // Nobody waits for a reply here, and nobody repeats what was refused: results may be missing, never wrong.
        await talk.send(all);
        await talk.wait(60_000);
        expect(wanted).toEqual(expect.arrayContaining([...talk.results]));
      }),
      { numRuns: 150 },
    ));
});

/** A talk as its sender sees it. */
const endOf = (talk: Talk): ReceiverEnd => ({
  send: (bytes) => talk.conversation.onBytes(bytes),
  pass: (ms) => talk.wait(ms),
  takeReply: () => talk.takeWritten(),
});

describe('a sender that repeats what was refused, over a line that damages a byte now and then', () => {
  const chances = fc.noShrink(fc.infiniteStream(fc.nat(999)));

  test('is told that all was taken only when all was kept, and nothing else ever was', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^\d{1,3}\.\d$/), { minLength: 1, maxLength: 3 }),
        chances,
        async (values, chance) => {
          const next = (below: number): number => (chance.next().value ?? 0) % below;
          const talk = lisTalk();
          const texts = values.flatMap((value, at) => message(`S-${at}`, value).map((record) => `${record}\r`));
          const wanted = new Set(values.map((value, at) => `S-${at} OP ${value} %`));
          const damage: Damage = {
            sent: (bytes) => {
              if (next(4) > 0) return bytes;
              const at = next(bytes.length);
              return Buffer.from(bytes).fill((bytes[at] ?? 0) ^ (1 + next(255)), at, at + 1);
            },
            reply: (text) => (next(10) === 0 ? '' : text),
          };
          const taken = await sendStopAndWait(endOf(talk), texts, damage);
          expect([...wanted]).toEqual(expect.arrayContaining([...talk.results]));
          if (taken) expect(new Set(talk.results)).toEqual(wanted);
          const right: Damage = { sent: (bytes) => bytes, reply: (text) => text };
          await talk.wait(60_000);
          expect(await sendStopAndWait(endOf(talk), texts, right)).toBe(true);
          expect(new Set(talk.results)).toEqual(wanted);
        },
      ),
      { numRuns: 150 },
    ));
});

describe('bytes of any kind', () => {
  const survives = async (open: () => Talk, pieces: readonly Uint8Array[]): Promise<void> => {
    const talk = open();
    for (const piece of pieces) await talk.send(piece);
    await talk.wait(120_000);
    talk.conversation.close();
    await talk.wait(120_000);
    expect(talk.results).toEqual([]);
    expect(talk.clock.pending()).toBe(0);
  };

  test.each([
    ['LIS01', () => lisTalk()],
    [
      'LIS01 with every deviation let pass',
      () =>
        lisTalk(
          lisProfile(
            { tolerates: ['frame-number-jumps', 'lower-case-checksum', 'restricted-characters'] },
            { tolerates: ['no-header', 'no-final-record'] },
          ),
        ),
    ],
    ['MLLP', () => hl7Talk()],
    ['MLLP without end blocks', () => hl7Talk(hl7Profile({ tolerates: ['no-end-block'] }))],
  ] as const)('over %s bring no result, throw nothing, and leave no timer', (_, open) =>
    fc.assert(
      fc.asyncProperty(fc.array(lineBytes, { maxLength: 8 }), (pieces) => survives(open, pieces)),
      { numRuns: 60 },
    ),
  );

  test('are understood without a throw', () =>
    fc.assert(
      fc.property(lineBytes, (bytes) => {
        const [lis, hl7] = [lisProfile(), hl7Profile()];
        understandLis02(bytes, lis, lis.format);
        understandHl7(Buffer.concat([Buffer.from('MSH|^~\\&|'), bytes]), hl7, hl7.format);
        readCapturedLog([bytes], lis);
        readCapturedLog([bytes], hl7);
      }),
      { numRuns: 400 },
    ));

  test('without end hold no more than the longest frame', () => {
    const reader = new FrameReader();
    reader.read(Uint8Array.of(0x02), 0);
    const endless = new Uint8Array(100_000).fill(0x41);
    for (let piece = 0; piece < 50; piece += 1) expect(reader.read(endless, 0)).toEqual({ next: endless.length });
    const { heard } = reader.read(Uint8Array.of(0x0a), 0);
    expect(heard).toMatchObject({ is: 'frame', frame: { tooLong: true, end: 'none' } });
    expect(heard?.is === 'frame' ? heard.frame.body.length : 0).toBeLessThan(LONGEST_FRAME);
  });

  test('while a transfer is being kept hold no more than a frame', async () => {
    const talk = lisTalk();
    talk.keep = () => new Promise(() => undefined);
    for (const sent of [ENQ, ...frames(message('S-1', '4'))]) await talk.send(sent);
    for (let piece = 0; piece < 10; piece += 1) await talk.send(new Uint8Array(64_000));
    expect(talk.counters.noiseBytes).toBe(9 * 64_000);
  });
});
