import { afterAll, expect } from 'vitest';
import { createTaiyangConversation } from '../../../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';
import { type Disk, everWritten, type TalkOnTrial, talkOnTrial } from '../talk-on-trial.ts';
import { handMadeMeter, type MeterHabits } from './hand-made-meter.ts';
import { infoAt, recordOf } from './taiyang-records.ts';

export const ttnj = shippedAnalyzer('taiyang-ttnj');
export const smart = shippedAnalyzer('taiyang-smart');

/** What the meter holds, unless a test says otherwise. */
export const RECORDS = [1, 2, 3].map((second) => recordOf({ info: infoAt(second, 1), channels: { 1: [0.5, second * 10] } }));

/** A conversation with a meter of these habits. */
export const talkTo = (habits: Partial<MeterHabits> = {}, disk?: Disk, profile = ttnj): TalkOnTrial => {
  const meter = handMadeMeter({ records: RECORDS, ...habits });
  return talkOnTrial(profile, createTaiyangConversation, { onWritten: meter.hear, ...(disk === undefined ? {} : { disk }) });
};

/** The values of all that was kept, in order. */
export const values = (talk: TalkOnTrial): readonly string[] =>
  talk.kept.flatMap(({ understood }) => understood.results.map(({ value }) => value));

/** How often the box has said this. */
export const count = (talk: TalkOnTrial, hex: string): number => talk.written.filter((each) => each === hex).length;

/** Holds, after all tests of a file, that what erases and what sets was never sent, in whatever pieces: read as one stream. */
export const nothingErased = (): void =>
  afterAll(() => {
    const stream = everWritten.join(' ');
    expect(everWritten.length).toBeGreaterThan(100);
    for (const { bytes } of [...ttnj.neverSend, ...smart.neverSend]) expect(stream).not.toContain(bytes);
    expect([...new Set(everWritten)].sort()).toEqual(['1B B1', '1B BF', '1B FF', '24']);
  });
