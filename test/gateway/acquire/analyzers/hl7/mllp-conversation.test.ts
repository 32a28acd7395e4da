import { describe, expect, test } from 'vitest';
import { hl7Profile } from '../read-profile.ts';
import { hl7Talk, type Talk } from '../talk.ts';

const START = '\x0b';
const END = '\x1c\r';

const segments = (sample = 'S-1', value = '12.5', type = 'ORU^R01'): readonly string[] => [
  `MSH|^~\\&|Reader|Room|Lab|Desk|20260302074500||${type}|M-${value}|P|2.3.1`,
  'PID|1',
  `OBR|1||${sample}|panel`,
  `OBX|1|NM|OP^Residue||${value}|%|<50|N|||F|||20260302074430`,
];

const block = (lines: readonly string[]): string => `${START}${lines.join('\r')}\r${END}`;

/** MSA-1 and MSA-2 of each reply. */
const replies = (talk: Talk): readonly string[] =>
  [...talk.takeWritten().matchAll(/MSA\|([A-Z]{2})\|([^\r|]*)/g)].map(([, code, id]) => `${code} ${id}`);

describe('a message over MLLP', () => {
  test('is kept, and then accepted', async () => {
    const talk = hl7Talk();
    await talk.send(block(segments()));
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.takeWritten()).toBe(
      `${START}MSH|^~\\&|Lab|Desk|Reader|Room|20231114221320+0000||ACK^R01|M-12.5|P|2.3.1\rMSA|AA|M-12.5\r${END}`,
    );
  });

  test('is answered AE where it can’t be kept', async () => {
    const talk = hl7Talk();
    talk.keep = () => Promise.reject(new Error('the disk is full'));
    await talk.send(block(segments()));
    expect(replies(talk)).toEqual(['AE M-12.5']);
    expect(talk.counters).toMatchObject({ unkept: 1, transfers: 0 });
  });

  test('is not answered before it is kept, and what comes meanwhile waits', async () => {
    const talk = hl7Talk();
    const waiting: (() => void)[] = [];
    talk.keep = () => new Promise((resolve) => waiting.push(() => resolve({ tests: 1, duplicates: 0, quarantined: 0 })));
    await talk.send(block(segments('S-1', '1')) + block(segments('S-2', '2')));
    await talk.send(block(segments('S-3', '3')));
    expect(replies(talk)).toEqual([]);
    for (const number of [1, 2, 3]) {
      waiting.shift()?.();
      await talk.wait(0);
      expect(replies(talk)).toEqual([`AA M-${number}`]);
    }
    expect(talk.results).toEqual(['S-1 OP 1 %', 'S-2 OP 2 %', 'S-3 OP 3 %']);
  });

  test('that carries no results is rejected, and not kept', async () => {
    const talk = hl7Talk();
    await talk.send(block(segments('S-1', '1', 'QCN^J01')));
    expect(replies(talk)).toEqual(['AR M-1']);
    expect(talk.transfers).toEqual([]);
  });

  test('that is text of another kind is kept for people to see, and rejected', async () => {
    const talk = hl7Talk();
    await talk.send(`${START}hello, is this the laboratory?${END}`);
    expect(replies(talk)).toEqual(['AR ']);
    expect(talk.transfers.map(({ understood }) => understood.troubles)).toEqual([['wrong-shape']]);
  });

  test.each([
    ['AL', 'NE', ['CA M-1']],
    ['NE', 'AL', ['AA M-1']],
    ['NE', 'NE', []],
    ['ER', 'NE', []],
  ])('that wants replies %s and %s gets %j', async (accept, application, wanted) => {
    const talk = hl7Talk();
    const [header = '', ...rest] = segments('S-1', '1');
    await talk.send(block([`${header}|||${accept}|${application}`, ...rest]));
    expect(replies(talk)).toEqual(wanted);
    expect(talk.results).toHaveLength(1);
  });
});

describe('a line that is not as it should be', () => {
  test('may have junk before a message, which is counted', async () => {
    const talk = hl7Talk();
    await talk.send('\x02'.repeat(14) + block(segments()));
    expect(replies(talk)).toEqual(['AA M-12.5']);
    expect(talk.counters.noiseBytes).toBe(14);
  });

  test.each(['\n', '\r\n'])('may end segments with %j', async (end) => {
    const talk = hl7Talk();
    await talk.send(`${START}${segments().join(end)}${end}${END}`);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.transfers[0]?.understood.tolerated).toEqual(end === '\n' ? ['line-feeds'] : undefined);
  });

  test('may begin a message before the last has ended: that one is incomplete, and makes no result', async () => {
    const talk = hl7Talk();
    await talk.send(block(segments()).slice(0, -2) + block(segments('S-2', '48.0')));
    expect(talk.results).toEqual(['S-2 OP 48.0 %']);
    expect(replies(talk)).toEqual(['AA M-48.0']);
    expect(talk.counters.incomplete).toBe(1);
  });

  test('may fall silent in mid-message', async () => {
    const talk = hl7Talk();
    await talk.send(block(segments()).slice(0, -2));
    await talk.wait(29_900);
    expect(talk.transfers).toEqual([]);
    await talk.wait(200);
    expect(talk.transfers.map(({ understood }) => understood.troubles)).toEqual([['incomplete']]);
    expect(talk.clock.pending()).toBe(0);
  });

  test('may never send the end of a message, where the profile lets it pass', async () => {
    const talk = hl7Talk(hl7Profile({ tolerates: ['no-end-block'] }));
    await talk.send(block(segments()).slice(0, -2));
    await talk.wait(2_100);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(replies(talk)).toEqual(['AA M-12.5']);
    expect(talk.transfers[0]?.understood.tolerated).toEqual(['no-end-block']);
  });

  test('may send a message longer than any: its beginning is kept, and it makes no result', async () => {
    const talk = hl7Talk();
    await talk.send(`${START}${segments().join('\r')}\rOBX|2|FT|NOTE||`);
    for (let piece = 0; piece < 20; piece += 1) await talk.send('x'.repeat(64_000));
    await talk.send(END);
    expect(talk.results).toEqual([]);
    expect(talk.transfers.map(({ raw, understood }) => [raw.length, understood.troubles])).toEqual([[1_000_000, ['too-long']]]);
    expect(replies(talk)).toEqual(['AR M-12.5']);
  });

  test('may be at the wrong speed', async () => {
    const talk = hl7Talk();
    for (let round = 0; round < 4; round += 1) await talk.send('\xfe\x0b\x80\xf8\x1c\x00'.repeat(40));
    expect(talk.unreadable).toEqual(['unreadable: not-text']);
    expect(talk.transfers).toEqual([]);
  });

  test('may be gone in mid-message', async () => {
    const talk = hl7Talk();
    await talk.send(block(segments()).slice(0, -2));
    talk.conversation.close();
    talk.conversation.close();
    await talk.send(END);
    expect(talk.counters.incomplete).toBe(1);
    expect(talk.clock.pending()).toBe(0);
    expect(talk.takeWritten()).toBe('');
  });
});
