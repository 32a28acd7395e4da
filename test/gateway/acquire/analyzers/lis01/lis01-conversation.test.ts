import { describe, expect, test } from 'vitest';
import { ACK, ENQ, EOT, ETB, ETX, frame, frames, message, NAK, STX } from '../lis-wire.ts';
import { lisProfile } from '../read-profile.ts';
import { lisTalk } from '../talk.ts';
import { RECORDS, replies, SESSION } from './lis01-session.ts';

const [HEADER = '', PATIENT = '', ORDER = '', RESULT = '', FINAL = ''] = RECORDS;

describe('a session over LIS01', () => {
  test('is acknowledged frame by frame, and brings its result', async () => {
    const talk = lisTalk();
    expect(await replies(talk, SESSION)).toEqual([ACK, ACK, ACK, ACK, ACK, ACK, '']);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.counters).toMatchObject({ transfers: 1, noiseBytes: 0, refused: 0, incomplete: 0 });
  });

  test('may carry several messages, whose frame numbers go on', async () => {
    const talk = lisTalk();
    const records = [...message('S-1', '12.5'), ...message('S-2', '48.0')];
    expect(await replies(talk, [ENQ, ...frames(records), EOT])).toEqual([...Array(11).fill(ACK), '']);
    expect(talk.results).toEqual(['S-1 OP 12.5 %', 'S-2 OP 48.0 %']);
  });

  test('may be nothing but ENQ and EOT, to show that the instrument lives', async () => {
    const talk = lisTalk();
    expect(await replies(talk, [ENQ, EOT, ENQ, EOT])).toEqual([ACK, '', ACK, '']);
    expect(talk.transfers).toEqual([]);
    expect(talk.counters).toMatchObject({ incomplete: 0, noiseBytes: 0 });
  });

  test('may cut a record anywhere into frames with ETB', async () => {
    const talk = lisTalk();
    const text = `${message('S-1', '12.5').join('\r')}\r`;
    const parts = text.match(/[\s\S]{1,11}/g) ?? [];
    const cut = parts.map((part, place) => frame(place + 1, part, place === parts.length - 1 ? ETX : ETB));
    expect(new Set(await replies(talk, [ENQ, ...cut]))).toEqual(new Set([ACK]));
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
  });

  test.each([240, 63_993])('may have frames with %i characters of text', async (length) => {
    const talk = lisTalk();
    const records = `${[HEADER, `M|1|${'x'.repeat(length)}`].join('\r')}`.slice(0, length);
    expect(await replies(talk, [ENQ, frame(1, records, ETB)])).toEqual([ACK, ACK]);
  });

  test('refuses a frame that is longer than any', async () => {
    const talk = lisTalk();
    expect(await replies(talk, [ENQ, frame(1, 'x'.repeat(63_994), ETB)])).toEqual([ACK, NAK]);
    expect(talk.counters.refused).toBe(1);
  });

  test('sums bytes, not characters', async () => {
    const talk = lisTalk(lisProfile({}, {}));
    const records = message('S-1', '12.5').map((record) => record.replace('%', '\xb5g/kg'));
    expect(new Set(await replies(talk, [ENQ, ...frames(records)]))).toEqual(new Set([ACK]));
  });
});

describe('a message is kept before it is acknowledged', () => {
  test('and bytes that come meanwhile wait', async () => {
    const talk = lisTalk();
    let kept = (): void => undefined;
    talk.keep = () => new Promise((resolve) => (kept = () => resolve({ tests: 1, duplicates: 0, quarantined: 0 })));
    expect(await replies(talk, [...SESSION.slice(0, 6), EOT, ENQ])).toEqual([ACK, ACK, ACK, ACK, ACK, '', '', '']);
    kept();
    await talk.wait(0);
    expect(talk.takeWritten()).toBe(`${ACK}${ACK}`);
  });

  test('and is answered NAK where it can’t be kept, until it can', async () => {
    const talk = lisTalk();
    talk.keep = () => Promise.reject(new Error('the disk is full'));
    expect((await replies(talk, SESSION.slice(0, 6))).at(-1)).toBe(NAK);
    expect(talk.counters).toMatchObject({ unkept: 1, transfers: 0 });
    talk.keep = () => Promise.resolve({ tests: 1, duplicates: 0, quarantined: 0 });
    expect(await replies(talk, SESSION.slice(5))).toEqual([ACK, '']);
    expect(talk.transfers.map(({ understood }) => understood.results.length)).toEqual([1, 1]);
    expect(talk.counters).toMatchObject({ unkept: 1, transfers: 1, incomplete: 0 });
  });

  test('and not at all once its sender has given up waiting', async () => {
    const talk = lisTalk();
    let kept = (): void => undefined;
    talk.keep = () => new Promise((resolve) => (kept = () => resolve({ tests: 1, duplicates: 0, quarantined: 0 })));
    await replies(talk, SESSION.slice(0, 6));
    await talk.wait(15_100);
    await talk.send(EOT);
    kept();
    await talk.wait(0);
    expect(talk.takeWritten()).toBe('');
  });

  test('and once only where its sender sends the last frame again while it waits', async () => {
    const talk = lisTalk();
    let kept = (): void => undefined;
    talk.keep = () => new Promise((resolve) => (kept = () => resolve({ tests: 1, duplicates: 0, quarantined: 0 })));
    await replies(talk, [...SESSION.slice(0, 6), SESSION[5] ?? '']);
    kept();
    await talk.wait(0);
    expect(talk.takeWritten()).toBe(ACK);
    expect(talk.transfers).toHaveLength(1);
  });
});

describe('a port that is gone', () => {
  test('ends its timers, and leaves nothing waiting', async () => {
    const talk = lisTalk();
    await replies(talk, SESSION.slice(0, 4));
    talk.conversation.close();
    talk.conversation.close();
    await talk.send(FINAL);
    expect(talk.counters.incomplete).toBe(1);
    expect(talk.clock.pending()).toBe(0);
    expect(talk.takeWritten()).toBe('');
  });
});

describe('a profile may let pass', () => {
  const bare = `${STX}${message('S-1', '12.5').join('\r')}\r${ETX}`;

  test('frames without number and checksum', async () => {
    expect(await replies(lisTalk(), [ENQ, bare + EOT])).toEqual([ACK, NAK]);
    const talk = lisTalk(lisProfile({ tolerates: ['no-frame-numbers'] }));
    expect(await replies(talk, [ENQ, bare + EOT])).toEqual([ACK, ACK]);
    expect(talk.transfers.map(({ understood }) => understood.tolerated)).toEqual([['no-frame-numbers']]);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
  });

  test('frame numbers that jump', async () => {
    const jumping = [ENQ, ...message('S-1', '12.5').map((record, place) => frame(place * 3 + 1, `${record}\r`))];
    expect(await replies(lisTalk(), jumping)).toEqual([ACK, ACK, NAK, NAK, NAK, NAK]);
    const talk = lisTalk(lisProfile({ tolerates: ['frame-number-jumps'] }));
    expect(new Set(await replies(talk, jumping))).toEqual(new Set([ACK]));
    expect(talk.transfers[0]?.understood.tolerated).toEqual(['frame-number-jumps']);
  });

  test('checksums in lower case, and a missing CR LF costs only a moment', async () => {
    const first = frame(1, `${HEADER}k\r`);
    const lower = first.replace(/..\r\n$/, (end) => end.toLowerCase());
    expect(lower).not.toBe(first);
    expect(await replies(lisTalk(), [ENQ, lower])).toEqual([ACK, NAK]);
    const talk = lisTalk(lisProfile({ tolerates: ['lower-case-checksum'] }));
    expect(await replies(talk, [ENQ, lower.trimEnd()])).toEqual([ACK, '']);
    await talk.wait(600);
    expect(talk.takeWritten()).toBe(ACK);
  });

  test('a message without its final record, at EOT', async () => {
    const unended = [ENQ, ...frames([HEADER, PATIENT, ORDER, RESULT]), EOT];
    const strict = lisTalk();
    await replies(strict, unended);
    expect(strict.results).toEqual([]);
    const talk = lisTalk(lisProfile({}, { tolerates: ['no-final-record'] }));
    await replies(talk, unended);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.transfers[0]?.understood.tolerated).toEqual(['no-final-record']);
  });
});
