import { describe, expect, test } from 'vitest';
import { sealText } from '../../../gateway/domain/block.ts';
import { EMPTY_HEAD } from '../../../gateway/domain/lane.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { verificationWords } from '../../../gateway/evidence/verification.ts';
import { verifyLines, verifyRecord } from '../../../gateway/evidence/verify-record.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { sealedRecord } from './sealed-record.ts';

/** A line with something changed in its text and its hash made to fit again: what a forger without the key can do. */
const forged = (line: string, from: string, to: string): string => {
  const body = JSON.parse(line.replace(from, to));
  delete body.hash;
  return sealText(JSON.stringify(body), sha256).line;
};

describe('a whole record', () => {
  test('is complete and unaltered, in words', async () => {
    const { all } = sealedRecord(130);
    const verification = await verifyLines(all);
    expect(verification.wrong).toBeUndefined();
    expect(verification.checkpoints).toBe(3);
    expect(verificationWords(verification, 'en')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^readings 1\.\.2340 complete and unaltered/)]),
    );
  });

  test('holds with its lanes in either order, or by turns', async () => {
    const { lines, all } = sealedRecord(60);
    const byTurns = lines.readings.flatMap((line, place) => [line, ...lines.urgent.slice(place, place + 1)]);
    for (const order of [all, [...lines.readings, ...lines.urgent], [...byTurns, ...lines.urgent.slice(lines.readings.length)]]) {
      expect((await verifyLines(order)).wrong).toBeUndefined();
    }
  });

  test('holds when blocks are repeated', async () => {
    const { all } = sealedRecord(20);
    const verification = await verifyLines(all.flatMap((line) => [line, line]));
    expect(verification.wrong).toBeUndefined();
    expect(verification.chains[0]?.repeated).toBeGreaterThan(0);
  });

  test('holds in the database, with its row of heads', async () => {
    const { path } = sealedRecord(130);
    const record = new RecordFile(path);
    expect((await verifyRecord(record)).wrong).toBeUndefined();
    record.close();
  });

  test('may be cut out of a larger one', async () => {
    const { lines } = sealedRecord(60);
    const verification = await verifyLines([...lines.urgent, ...lines.readings.slice(10, 20)]);
    expect(verification.wrong).toBeUndefined();
    const words = verificationWords(verification, 'en').join('\n');
    expect(words).toMatch(/readings 1\.\.\d+ belong to this record, and are not here/);
    expect(words).toMatch(/readings \d+\.\.1080 belong to this record, and are not here/);
    expect((await verifyLines(lines.readings.slice(10, 20))).wrong).toBeUndefined();
  });
});

const EMPTY = { readings: EMPTY_HEAD, urgent: EMPTY_HEAD };

describe('the first place that is wrong is named', () => {
  const record = sealedRecord(70);
  const { lines } = record;
  const third = lines.readings[3] ?? '';
  const first = Number(/"first":(\d+)/.exec(third)?.[1]);
  const withReading = (place: number, ...others: string[]) => [...lines.urgent, ...lines.readings.toSpliced(place, 1, ...others)];

  test('a changed value: the hash', async () =>
    expect((await verifyLines(withReading(3, third.replace('55.1', '55.2')))).wrong).toMatchObject({
      wrong: 'hash',
      lane: 'readings',
      number: first,
    }));

  test('a changed value with its hash made to fit: the link of the block after it', async () =>
    expect((await verifyLines(withReading(3, forged(third, '55.1', '55.2')))).wrong).toMatchObject({
      wrong: 'link',
      lane: 'readings',
    }));

  test('a block left out', async () =>
    expect((await verifyLines(withReading(3))).wrong).toMatchObject({ wrong: 'missing', lane: 'readings', number: first }));

  test('a lane of a database cut at its end', async () => {
    const cut = { urgent: lines.urgent, readings: lines.readings.slice(0, -2) };
    const { wrong } = await verifyRecord({ heads: () => EMPTY, lines: (lane, number) => (number === 1 ? cut[lane] : []) });
    expect(wrong).toMatchObject({ wrong: 'ends-before', lane: 'readings' });
  });

  test('a database cut at its end in both lanes, all checkpoints with it: its row of heads', async () => {
    const cut = { urgent: lines.urgent.slice(0, 3), readings: lines.readings.slice(0, 5) };
    const heads = { readings: [9000, 'f'.repeat(64)], urgent: [1, 'f'.repeat(64)] } as const;
    const { wrong } = await verifyRecord({ heads: () => heads, lines: (lane, number) => (number === 1 ? cut[lane] : []) });
    expect(wrong).toMatchObject({ wrong: 'ends-before' });
  });

  test('a last block forged, hash and all: the urgent lane names another', async () => {
    const last = lines.readings.at(-1) ?? '';
    const { wrong } = await verifyLines([...lines.urgent, ...lines.readings.slice(0, -1), forged(last, '55.1', '55.2')]);
    expect(wrong).toMatchObject({ wrong: 'head' });
  });

  test('two different blocks of one number: a fork', async () => {
    const { wrong } = await verifyLines([...lines.urgent, ...lines.readings.slice(0, 4), forged(third, '55.1', '55.2')]);
    expect(wrong).toMatchObject({ wrong: 'fork', number: first });
  });

  test('a channel table that is stated otherwise', async () => {
    const [opening = '', ...rest] = lines.urgent;
    const { wrong } = await verifyLines([forged(opening, '0号冷藏柜', '9号冷藏柜'), ...rest]);
    expect(wrong).toMatchObject({ wrong: 'config', lane: 'urgent' });
  });

  test('a checkpoint signed by another key', async () => {
    const other = sealedRecord(70).lines.urgent.at(-1) ?? '';
    const signature = /"sig":"([^"]+)"/.exec(other)?.[1] ?? '';
    const last = lines.urgent.at(-1) ?? '';
    const own = /"sig":"([^"]+)"/.exec(last)?.[1] ?? '';
    const { wrong } = await verifyLines([...lines.urgent.slice(0, -1), forged(last, own, signature)]);
    expect(wrong).toMatchObject({ wrong: 'checkpoint', lane: 'urgent' });
  });

  test('a whole chain made anew without the key: the checkpoints', async () => {
    let prev = '0'.repeat(64);
    const remade = lines.urgent.map((line) => {
      const body = { ...JSON.parse(line), prev };
      delete body.hash;
      if (body.facts[0].kind === 'state') body.facts[0].active = false;
      const sealed = sealText(JSON.stringify(body), sha256);
      prev = sealed.hash;
      return sealed.line;
    });
    expect((await verifyLines(remade)).wrong).toMatchObject({ wrong: 'checkpoint' });
  });

  test('what is no block at all', async () => {
    expect((await verifyLines(['{"v":1}'])).wrong).toMatchObject({ wrong: 'not-a-block', line: 1 });
    expect((await verifyLines(['x'.repeat(2_000_000)])).wrong).toMatchObject({ wrong: 'too-long' });
  });

  test('in both languages', async () => {
    const verification = await verifyLines(withReading(3));
    expect(verificationWords(verification, 'zh-CN')[0]).toContain(`readings ${first}`);
  });
});
