import { expect, test } from 'vitest';
import { hl7Block } from '../../../../simulators/world/station/hl7-message.ts';
import { FAULTS_OF_KIND } from '../../../../simulators/world/station/meter-kind.ts';
import { dosesOf, type OpenHost, overPipe, overTcp, transferred, wired } from './meter-line.ts';

interface Seen {
  /** MSH-10 of every message. */
  readonly ids: string[];
  /** OBR-3 and OBX-5 of every message that was answered AA. */
  readonly rows: string[];
}

const field = (message: string, segment: string, place: number): string =>
  message
    .split('\r')
    .find((each) => each.startsWith(`${segment}|`))
    ?.split('|')[place] ?? '';

/** A host that answers each message as `code` says. */
const hl7Host = (seen: Seen, code: (id: string, time: number) => string | undefined = () => 'AA'): OpenHost => {
  return (write) => {
    let heard = '';
    const message = (text: string): void => {
      const id = field(text, 'MSH', 9);
      const answer = code(id, seen.ids.filter((each) => each === id).length);
      seen.ids.push(id);
      if (answer === 'AA') seen.rows.push(`${field(text, 'OBR', 3)}=${field(text, 'OBX', 5)}`);
      if (answer !== undefined) write(Buffer.from(`\x0bMSH|^~\\&|||||||ACK|1|P|2.3.1\rMSA|${answer}|${id}\r\x1c\r`));
    };
    return {
      onBytes: (bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
        for (let end = heard.indexOf('\x1c\r'); end !== -1; end = heard.indexOf('\x1c\r')) {
          const text = heard.slice(heard.lastIndexOf('\x0b', end) + 1, end);
          if (heard.slice(0, end).includes('\x0b')) message(text);
          heard = heard.slice(end + 2);
        }
      },
      close: () => undefined,
    };
  };
};

const nothing = (): Seen => ({ ids: [], rows: [] });

test('a message names the sample in OBR-3, and escapes what would end a field', async () => {
  const { meter, line } = await wired('hl7', () => hl7Host(nothing()));
  const [result] = meter.measure([{ channel: 1, sampleId: 'a|b^c', value: 12.34 }]);
  if (result === undefined) throw new Error('Nothing was measured.');
  const text = Buffer.from(hl7Block('pad', result, 0)).toString('latin1');
  expect(text).toContain('|ORU^R01|pad-1|P|2.3.1|');
  expect(text).toContain('OBR|1||a\\F\\b\\S\\c|INH^INH|||20260101080000\r');
  expect(text).toContain('OBX|1|NM|INH^INH||12.3|%|||||F|||20260101080000\r');
  expect([text.charCodeAt(0), text.slice(-2)]).toEqual([0x0b, '\x1c\r']);
  await line.close();
});

test.each([
  ['a pipe', overPipe],
  ['TCP', overTcp],
])('an HL7 meter sends each result once over %s, and hears that it is stored', async (_, over) => {
  const seen = nothing();
  const wire = await wired('hl7', () => hl7Host(seen), { over });
  wire.meter.measure(dosesOf(16));
  wire.meter.transfer();
  await transferred(wire);
  expect(seen.rows).toEqual(wire.meter.log.measured.map(({ sampleId, value }) => `${sampleId}=${value}`));
  expect(wire.meter.log.acknowledged.size).toBe(16);
  await wire.line.close();
});

test('it sends again under the same control id after AE, ten seconds later, and after silence, thirty seconds later', async () => {
  for (const [answer, pause] of [
    ['AE', 10_000],
    [undefined, 30_000],
  ] as const) {
    const seen = nothing();
    const wire = await wired('hl7', () => hl7Host(seen, (_, time) => (time === 0 ? answer : 'AA')));
    wire.meter.measure(dosesOf(1));
    wire.meter.transfer();
    await wire.clock.advance(pause - 100);
    expect(seen.ids).toEqual(['meter-1-1']);
    await wire.clock.advance(200);
    expect(seen.ids).toEqual(['meter-1-1', 'meter-1-1']);
    expect(seen.rows).toHaveLength(1);
    await wire.line.close();
  }
});

test('it gives up what the host rejects for good, and goes on', async () => {
  const seen = nothing();
  const wire = await wired('hl7', () => hl7Host(seen, (id) => (id === 'meter-1-1' ? 'AR' : 'AA')));
  wire.meter.measure(dosesOf(2));
  wire.meter.transfer();
  await transferred(wire);
  expect([...wire.meter.log.refused]).toEqual([1]);
  expect([...wire.meter.log.acknowledged]).toEqual([2]);
  await wire.line.close();
});

test('it loses nothing under all its faults, by any seed', async () => {
  const faults = Object.fromEntries(
    FAULTS_OF_KIND.hl7.map((fault) => [fault, fault === 'split' || fault === 'powerCut' ? { chance: 0.04, most: 500 } : 0.04]),
  );
  const struck = new Set<string>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const seen = nothing();
    const wire = await wired('hl7', () => hl7Host(seen), { faults, seed });
    wire.meter.measure(dosesOf(16));
    wire.meter.transfer();
    await transferred(wire);
    expect(new Set(seen.rows)).toEqual(new Set(wire.meter.log.measured.map(({ sampleId, value }) => `${sampleId}=${value}`)));
    for (const fault of wire.meter.struck().keys()) struck.add(fault);
    await wire.line.close();
  }
  expect([...struck].sort()).toEqual([...FAULTS_OF_KIND.hl7].sort());
});
