import { describe, expect, test } from 'vitest';
import { frameTexts, lisChecksum, lisFrame } from '../../../../simulators/world/station/lis-frame.ts';
import { lisMessage } from '../../../../simulators/world/station/lis-message.ts';
import { FAULTS_OF_KIND } from '../../../../simulators/world/station/meter-kind.ts';
import { type LisSeen, lisHost, nothingSeen } from './lis-host.ts';
import { dosesOf, overPipe, overTcp, rowOf, transferred, type Wired, wired } from './meter-line.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('frames of LIS01', () => {
  test('have the checksum of the standard’s rule: L|1|N in frames 1 to 7', () => {
    const digits = [1, 2, 3, 4, 5, 6, 7].map((number) => {
      const [frame = new Uint8Array()] = frameTexts(['L|1|N'], 'record').map((each) => lisFrame(number, each));
      return text(frame).slice(-4, -2);
    });
    expect(digits).toEqual(['04', '05', '06', '07', '08', '09', '0A']);
    expect(text(lisFrame(7, { text: Buffer.from('L|1|N\r'), isLast: true }))).toBe('\x027L|1|N\r\x030A\r\n');
    expect(text(lisFrame(7, { text: Buffer.from('L|1|N\r'), isLast: false })).slice(-4, -2)).toBe('1E');
  });

  test('count bytes, not characters: a Latin-1 micro sign is one', () => {
    expect(lisChecksum(Uint8Array.of(0xb5, 0x01))).toBe('B6');
  });

  test('hold at most 240 characters of text, the last one alone with ETX', () => {
    const long = `R|1|^^^INH|${'9'.repeat(600)}`;
    const parts = frameTexts([long], 'record');
    expect(parts.map((part) => [part.text.length, part.isLast])).toEqual([
      [240, false],
      [240, false],
      [132, true],
    ]);
    expect(parts.map((part) => text(part.text)).join('')).toBe(`${long}\r`);
    expect(frameTexts(['H|\\^&', 'L|1|N'], 'stream')).toHaveLength(1);
  });
});

test('a message escapes what would end a field, and names the sample in O-3', async () => {
  const { meter, line } = await wired('lis', () => lisHost(nothingSeen()));
  const records = lisMessage('pad|1', meter.measure([{ channel: 3, sampleId: 'a|b^c\\d&e', value: 7.25 }]), 0);
  expect(records[2]).toBe('O|1|a&F&b&S&c&R&d&E&e||^^^INH|R||||||N');
  expect(records[3]).toBe('R|1|^^^INH|7.3|%||||F||||20260101080000|CH3');
  expect(records.at(-1)).toBe('L|1|N');
  await line.close();
});

const sent = async (wire: Wired): Promise<void> => {
  wire.meter.measure(dosesOf(16));
  wire.meter.transfer();
  await transferred(wire);
};

describe.each([
  ['a pipe', overPipe],
  ['TCP', overTcp],
])('a LIS meter over %s', (_, over) => {
  test.each(['lis', 'lis-stream'] as const)('%s hands over a run once, and hears that it is stored', async (kind) => {
    const seen = nothingSeen();
    const wire = await wired(kind, () => lisHost(seen), { over });
    await sent(wire);
    expect(seen.rows).toEqual(wire.meter.log.measured.map(rowOf));
    expect(wire.meter.log.acknowledged.size).toBe(16);
    if (kind === 'lis') expect(seen.frames.map((frame) => frame[0]).join('')).toBe('12345670'.repeat(5).slice(0, 35));
    await wire.line.close();
  });
});

/** A host that answers the first sending of the third frame otherwise. */
const answeringOnce = (seen: LisSeen, answer: string, times = 1) => {
  let answered = 0;
  return lisHost(seen, (frame) => {
    if (frame.startsWith('O|1|')) answered += 1;
    return frame.startsWith('O|1|') && answered <= times ? answer : undefined;
  });
};

describe('a strict sender', () => {
  test('sends a frame again on NAK, under the same number', async () => {
    const seen = nothingSeen();
    const wire = await wired('lis', () => answeringOnce(seen, '\x15'));
    await sent(wire);
    expect(seen.frames.filter((frame) => frame.startsWith('3O|1|'))).toHaveLength(2);
    expect(seen.rows).toHaveLength(16);
    await wire.line.close();
  });

  test('takes any other reply for a NAK, and EOT for an ACK', async () => {
    for (const [reply, sendings] of [
      ['?', 2],
      ['\x04', 1],
    ] as const) {
      const seen = nothingSeen();
      const wire = await wired('lis', () => answeringOnce(seen, reply));
      wire.meter.measure(dosesOf(1));
      wire.meter.transfer();
      await wire.clock.advance(100);
      expect(seen.frames.filter((frame) => frame.startsWith('3O|1|'))).toHaveLength(sendings);
      await wire.line.close();
    }
  });

  test('gives up after six sendings, and repeats the whole message ten seconds later', async () => {
    const seen = nothingSeen();
    const wire = await wired('lis', () => answeringOnce(seen, '\x15', 6));
    wire.meter.measure(dosesOf(1));
    wire.meter.transfer();
    await wire.clock.advance(9_900);
    expect(seen.frames.filter((frame) => frame.startsWith('3O|1|'))).toHaveLength(6);
    expect(seen.rows).toEqual([]);
    await wire.clock.advance(200);
    expect(seen.rows).toEqual(['S-1=1.7']);
    await wire.line.close();
  });

  test('waits fifteen seconds for a reply, then breaks off; another kind sends the frame again', async () => {
    for (const [kind, at, number] of [
      ['lis', 25_000, 2],
      ['lis-stream', 15_000, 2],
    ] as const) {
      const seen = nothingSeen();
      let silent = true;
      const host = lisHost(seen, () => {
        const isSilent = silent;
        silent = false;
        return isSilent ? '' : undefined;
      });
      const wire = await wired(kind, () => host);
      wire.meter.measure(dosesOf(1));
      wire.meter.transfer();
      await wire.clock.advance(at - 100);
      expect(seen.frames).toHaveLength(1);
      await wire.clock.advance(200);
      expect(seen.frames.filter((frame) => frame.startsWith('1H'))).toHaveLength(number);
      expect(seen.rows).toEqual(['S-1=1.7']);
      await wire.line.close();
    }
  });

  test('bids again a second after both have bid, and ten after a busy host', async () => {
    for (const [reply, pause] of [
      [0x05, 1000],
      [0x15, 10_000],
    ] as const) {
      let bids = 0;
      const wire = await wired('lis', () => (write) => ({
        onBytes: ([byte]) => {
          if (byte !== 0x05) return;
          bids += 1;
          if (bids === 1) write(Uint8Array.of(reply));
        },
        close: () => undefined,
      }));
      wire.meter.measure(dosesOf(1));
      wire.meter.transfer();
      await wire.clock.advance(pause - 50);
      expect(bids).toBe(1);
      await wire.clock.advance(100);
      expect(bids).toBe(2);
      await wire.line.close();
    }
  });

  test('sends a message again whole, under the same control id, after a power cut in mid-message', async () => {
    const seen = nothingSeen();
    const wire = await wired('lis', () => lisHost(seen));
    wire.meter.measure(dosesOf(3));
    wire.meter.disturb({ powerCut: { chance: 1, most: 20_000 } });
    wire.meter.transfer();
    await wire.clock.advance(60_000);
    expect(wire.meter.log.acknowledged.size).toBe(0);
    wire.meter.disturb({});
    await transferred(wire);
    expect(seen.rows).toEqual(['S-1=1.7', 'S-2=3.4', 'S-3=5.1']);
    expect(new Set(seen.messages)).toEqual(new Set(['meter-1-1-3']));
    await wire.line.close();
  });
});

test.each(['lis', 'lis-stream'] as const)('%s loses nothing under all its faults, by any seed', async (kind) => {
  const faults = Object.fromEntries(
    FAULTS_OF_KIND[kind].map((fault) => [fault, fault === 'split' || fault === 'powerCut' ? { chance: 0.02, most: 500 } : 0.02]),
  );
  const struck = new Set<string>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const seen = nothingSeen();
    const wire = await wired(kind, () => lisHost(seen), { faults, seed });
    await sent(wire);
    expect(new Set(seen.rows)).toEqual(new Set(wire.meter.log.measured.map(rowOf)));
    for (const fault of wire.meter.struck().keys()) struck.add(fault);
    await wire.line.close();
  }
  expect([...struck].sort()).toEqual([...FAULTS_OF_KIND[kind]].sort());
});
