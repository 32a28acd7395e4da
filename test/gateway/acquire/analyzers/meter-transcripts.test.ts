import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createDayuanConversation } from '../../../../gateway/acquire/analyzers/dayuan/dayuan-conversation.ts';
import { takeFrame } from '../../../../gateway/acquire/analyzers/dayuan/dayuan-frame.ts';
import { createFrameReader } from '../../../../gateway/acquire/analyzers/dayuan/frame-reader.ts';
import { understandDayuan } from '../../../../gateway/acquire/analyzers/dayuan/understand-dayuan.ts';
import { createTaiyangConversation } from '../../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import { understandTaiyang } from '../../../../gateway/acquire/analyzers/taiyang/understand-taiyang.ts';
import type { Understood } from '../../../../gateway/domain/sent-result.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import { shippedAnalyzer } from './shipped-analyzer.ts';
import { talkOnTrial } from './talk-on-trial.ts';

/** The transcripts are others' and stay beside the checkout. */
const cases = fileURLToPath(new URL('../../../../../shared/cases/analyzers/', import.meta.url));
const present = existsSync(`${cases}expected.json`);

const TAIYANG = '52_taiyang_ttnj8_record.bin';
const TL310 = 'D18_tl310_comm_reply.bin';

test('the transcripts are at hand wherever the project itself is tested', () =>
  expect(present || process.env['CI'] === undefined).toBe(true));

const bytesIn = (file: string): Uint8Array => Uint8Array.from(readFileSync(`${cases}${file}`));

/** `bytes` whole, cut in two at every place, and byte by byte. */
const cutsOf = (bytes: Uint8Array): readonly (readonly Uint8Array[])[] => [
  [bytes],
  ...[...bytes.keys()].slice(1).map((place) => [bytes.subarray(0, place), bytes.subarray(place)]),
  [...bytes].map((byte) => Uint8Array.of(byte)),
];

interface ExpectedRecord {
  readonly measuredAt: string;
  readonly item: number;
  readonly channels: readonly (readonly [number, number, number])[];
}

const transcripts = (): void => {
  const expected: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(`${cases}expected.json`, 'utf8'));
  const record = expected[TAIYANG] as ExpectedRecord;
  const reply = expected[TL310] as { readonly cmd: string; readonly crcOk: boolean };
  const ttnj = shippedAnalyzer('taiyang-ttnj');
  const tl310 = shippedAnalyzer('dayuan-tl310');

  const isAsExpected = ({ results, troubles }: Understood): void => {
    expect(troubles).toEqual([]);
    expect(results.map(({ channel, details, value }) => [channel, Number(details?.['absorbance']), Number(value)])).toEqual(
      record.channels,
    );
    for (const result of results)
      expect(result).toMatchObject({ measuredAt: record.measuredAt, code: String(record.item), unit: '%' });
  };

  test('the Taiyang record is read as expected', () => isAsExpected(understandTaiyang(bytesIn(TAIYANG), ttnj)));

  test('the Taiyang record is read as expected, whole, cut anywhere and byte by byte', async () => {
    for (const parts of cutsOf(bytesIn(TAIYANG))) {
      const talk = talkOnTrial(ttnj, createTaiyangConversation);
      talk.send('1B 01');
      await talk.pass(200);
      talk.send('1B C1');
      for (const part of parts) {
        talk.send(part);
        await talk.pass(20);
      }
      await talk.pass(100);
      expect(talk.kept).toHaveLength(1);
      for (const { understood } of talk.kept) isAsExpected(understood);
      talk.close();
    }
  });

  test('the TL-310 answer has its command and checksum, whole, cut anywhere and byte by byte', async () => {
    const bytes = bytesIn(TL310);
    expect(takeFrame(bytes).is === 'frame').toBe(reply.crcOk);
    expect(understandDayuan(bytes, tl310)).toEqual({ results: [], troubles: [] });
    for (const parts of cutsOf(bytes)) {
      const commands: number[] = [];
      const reader = createFrameReader({
        clock: createManualClock(),
        onFrame: ({ command }) => commands.push(command),
        onNoise: () => expect.unreachable(),
        onBroken: () => expect.unreachable(),
      });
      for (const part of parts) reader.onBytes(part);
      expect(commands).toEqual([Number.parseInt(reply.cmd, 16)]);
      expect(reader.close()).toBe(0);
      const talk = talkOnTrial(tl310, createDayuanConversation);
      for (const part of parts) talk.send(part);
      await talk.pass(2_000);
      expect(talk.kept).toEqual([]);
      expect(talk.written.length).toBeGreaterThan(1);
      talk.close();
    }
  });
};

describe.skipIf(!present)('transcripts of meters', present ? transcripts : () => test.todo('are not beside this checkout'));
