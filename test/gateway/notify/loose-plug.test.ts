import { describe, expect, test } from 'vitest';
import type { AlarmState } from '../../../gateway/domain/alarm.ts';
import { alarm, HOUR, type TellingBench, tellingBench } from './telling-bench.ts';

const over = { active: false };
const silence = (id: string, more: Partial<AlarmState> = {}): AlarmState =>
  alarm(id, { cause: 'silence', rule: 'silence', ...more });
const broken = (id: string, more: Partial<AlarmState> = {}): AlarmState => silence(id, { cause: 'probe-fault', ...more });

type Kind = typeof silence;

/** So many times it goes for twenty minutes and comes back for twenty; nobody answers. */
const flap = async (bench: TellingBench, kind: Kind, ids: readonly string[], more: Partial<AlarmState> = {}): Promise<void> => {
  for (const id of ids) {
    const gone = { ...more, since: bench.clock.now() };
    await bench.raise(kind(id, gone));
    await bench.minutes(10);
    await bench.raise(kind(id, { ...gone, acknowledged: true }));
    await bench.minutes(10);
    await bench.raise(kind(id, { ...gone, acknowledged: true, ...over, clearedAt: bench.clock.now() }));
    await bench.minutes(20);
  }
};

const alarms = ({ brought }: TellingBench): readonly string[] => brought.filter((line) => line.includes(' alarm '));
const calls = ({ brought }: TellingBench): readonly string[] => brought.filter((line) => line.includes('voice'));

describe.each([
  ['a unit that falls silent again and again', silence],
  ['a probe that breaks again and again', broken],
])('%s', (_name, kind) => {
  test('is told twice, then once that it comes and goes, without a call; then not as long as it does', async () => {
    const bench = await tellingBench();
    await flap(bench, kind, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(alarms(bench)).toEqual([
      '0 voice cook alarm a',
      '0 sms cook alarm a',
      '40 voice cook alarm b',
      '40 sms cook alarm b',
      '80 sms cook alarm c',
    ]);
    const texts = bench.texts.filter(({ about, way }) => about === 'alarm' && way === 'sms').map(({ text }) => text);
    expect(texts.map((text) => text.includes('是否插头松动'))).toEqual([false, false, true]);
  });

  test('is told again once it stays for half an hour', async () => {
    const bench = await tellingBench();
    await flap(bench, kind, ['a', 'b', 'c', 'd']);
    await bench.raise(kind('e'));
    await bench.minutes(29);
    expect(alarms(bench)).toHaveLength(5);
    await bench.minutes(2);
    expect(alarms(bench).slice(5)).toEqual(['190 voice cook alarm e', '190 sms cook alarm e']);
    expect(bench.texts.at(-1)?.text).not.toContain('插头松动');
  });

  test('is spoken of again once it was away for two hours in sum: nobody sees the food meanwhile', async () => {
    const bench = await tellingBench();
    await flap(bench, kind, 'abcdefghijklmnopqrstuvwxyz'.split(''));
    // Twenty minutes each, and six of them that nobody was told of.
    expect(alarms(bench).slice(4)).toEqual([
      '80 sms cook alarm c',
      '360 sms cook alarm j',
      '640 sms cook alarm q',
      '920 sms cook alarm x',
    ]);
    expect(bench.texts.filter(({ text, about }) => about === 'alarm' && text.includes('是否插头松动'))).toHaveLength(4);
  });

  test('is told like any other after six calm hours', async () => {
    const bench = await tellingBench();
    await flap(bench, kind, ['a', 'b', 'c', 'd']);
    await bench.minutes(6 * 60);
    await bench.raise(kind('e'));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('520 voice cook alarm e');
  });

  test('says nothing of another on the same wire', async () => {
    const bench = await tellingBench();
    await flap(bench, kind, ['a', 'b', 'c', 'd']);
    await bench.raise(kind('e', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('160 voice cook alarm e');
  });

  test('keeps nobody from hearing at once that the cabinet is too warm', async () => {
    const bench = await tellingBench();
    await flap(bench, kind, ['a', 'b', 'c', 'd']);
    await bench.raise(kind('e'));
    await bench.minutes(2);
    await bench.raise(alarm('warm'));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('162 voice cook alarm warm');
  });
});

describe('a plug that is loose', () => {
  test('stays known over a restart', async () => {
    const first = await tellingBench();
    await flap(first, silence, ['a', 'b', 'c']);
    const next = await tellingBench({ clock: first.clock, saved: first.saved() });
    await next.raise(silence('d'));
    await next.minutes(25);
    expect(next.brought).toEqual([]);
    await next.minutes(10);
    expect(calls(next)).toEqual(['30 voice cook alarm d']);
  });

  test('is spoken of though the hour has no more room, for it is said once', async () => {
    const bench = await tellingBench({ routes: { perHour: 1 } });
    await flap(bench, silence, ['a', 'b', 'c']);
    expect(bench.brought.slice(4)).toEqual(['80 sms cook alarm c,b']);
  });

  test('is told as usual where it was shelved before: nobody has heard of it yet', async () => {
    const bench = await tellingBench();
    await flap(bench, silence, ['a', 'b', 'c'], { shelved: true });
    await bench.raise(silence('d', { since: bench.clock.now() }));
    await bench.minutes(1);
    expect(alarms(bench)).toEqual(['120 voice cook alarm d', '120 sms cook alarm d']);
  });

  test('is no matter of plugs where a power cut silences the unit: each cut is told', async () => {
    const bench = await tellingBench();
    for (const [place, id] of ['a', 'b', 'c', 'd'].entries()) {
      await bench.raise(alarm(`m${id}`, { cause: 'mains', channel: 'meter/voltage', since: place * HOUR }));
      await bench.raise(silence(id, { since: place * HOUR }));
      await bench.minutes(10);
      await bench.raise(alarm(`m${id}`, { cause: 'mains', channel: 'meter/voltage', ...over, clearedAt: place * HOUR }));
      await bench.raise(silence(id, over));
      await bench.minutes(50);
    }
    expect(calls(bench).filter((line) => line.includes(' power '))).toHaveLength(4);
    await bench.raise(silence('e', { since: 5 * HOUR }));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('240 voice cook alarm e');
  });
});
