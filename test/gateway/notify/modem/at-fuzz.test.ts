import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BytePort } from '../../../../gateway/domain/byte-port.ts';
import { type AtAnswer, AtDialogue } from '../../../../gateway/notify/modem/at-dialogue.ts';
import { createAtLines } from '../../../../gateway/notify/modem/at-lines.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';

const cutInto = (bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)];
};

/** What modems say, noise, and all that lies between. */
const said = fc.oneof(
  fc.constantFrom('OK', 'ERROR', '> ', '+CMS ERROR: 38', 'RING', 'RDY', '+CDS: 25', '+CMT: ,24', '+CMTI: "SM",3', 'NO CARRIER', '0891'),
  fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  fc.constant('x'.repeat(3_000)),
); // biome-ignore format: a list to read
const speech = fc
  .array(fc.tuple(said, fc.constantFrom('\r\n', '\r', '\n', '')), { maxLength: 30 })
  .map((parts) => Buffer.from(parts.flat().join(''), 'latin1'));

describe('whatever a modem says', () => {
  test('its lines are the same however they are cut, none is too long, and no byte is remembered for ever', () =>
    fc.assert(
      fc.property(speech, fc.array(fc.nat(50), { maxLength: 40 }), (bytes, sizes) => {
        // A prompt has no end: where it is cut off from what follows, that is a line of its own.
        const plain = Buffer.from(bytes.toString('latin1').replaceAll('>', '.'), 'latin1');
        const whole = createAtLines();
        const cut = createAtLines();
        const expected = whole.feed(plain);
        expect(cutInto(plain, sizes).flatMap((piece) => cut.feed(piece))).toEqual(expected);
        expect(cut.dropped()).toBe(whole.dropped());
        for (const piece of expected) if (piece.is === 'line') expect(piece.text.length).toBeLessThanOrEqual(2_048);
      }),
    ));

  test('every command comes to an end in its time, in its turn; no text is sent twice, and nothing throws', async () =>
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(speech, fc.nat(20_000)), { maxLength: 12 }), async (speeches) => {
        const clock = createManualClock();
        let hear = (_bytes: Uint8Array): void => undefined;
        let written = '';
        const port: BytePort = {
          write: (bytes) => {
            written += Buffer.from(bytes).toString('latin1');
          },
          onBytes: (listener) => {
            hear = listener;
          },
          onLost: () => undefined,
          close: async () => undefined,
        };
        const at = new AtDialogue(port, { clock, onUnasked: () => undefined, onRestart: () => undefined });
        const ended: string[] = [];
        const note = (name: string) => (answer: AtAnswer) => void ended.push(`${name} ${answer.is}`);
        const all = [
          at.command('AT+CMGS=5', 60_000, 'TEXT').then(note('1')),
          at.command('AT+CLCC', 5_000).then(note('2')),
          at.command('ATH', 5_000).then(note('3')),
        ];
        for (const [bytes, pause] of speeches) {
          hear(bytes);
          await clock.advance(pause, 'promises');
        }
        await clock.advanceUntil(Promise.all(all), 120_000, 'promises');
        expect(ended.map((each) => each[0])).toEqual(['1', '2', '3']);
        expect(written.split('TEXT').length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    ));
});

test('a late “OK” is never taken for the answer to the next command', async () => {
  const clock = createManualClock({ now: 0, elapsed: 0 });
  let hear = (_bytes: Uint8Array): void => undefined;
  const told: string[] = [];
  const say = (line: string): void => hear(Buffer.from(`\r\n${line}\r\n`));
  const port: BytePort = {
    write: (bytes) => {
      const command = Buffer.from(bytes).toString('latin1').trim();
      told.push(command);
      if (command === 'ATD1;') clock.after(5_500, () => say('OK'));
      // One thing after the other: until then it hears, and answers nothing.
      else clock.after(Math.max(0, 5_500 - clock.elapsed()), () => say(command === 'AT' ? 'OK' : 'ERROR'));
    },
    onBytes: (listener) => {
      hear = listener;
    },
    onLost: () => undefined,
    close: async () => undefined,
  };
  const at = new AtDialogue(port, { clock, onUnasked: () => undefined, onRestart: () => undefined });
  const both = Promise.all([at.command('ATD1;', 5_000), at.command('AT+CMGD=1', 5_000)]);
  const [first, second] = await clock.advanceUntil(both, 60_000, 'promises');
  expect(first).toEqual({ is: 'silence', took: false });
  expect(second).toEqual({ is: 'error', words: 'ERROR' });
  expect(told).toEqual(['ATD1;', 'AT', 'AT+CMGD=1']);
});
