import { describe, expect, test } from 'vitest';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import { channel, limit, MINUTE, rule } from './one-channel.ts';
import { severalChannels } from './several-channels.ts';

const AIR = 'hot-holding/temperature';
const air = (value: number) => ({ [AIR]: value });
const source = { document: 'a law', edition: '1', force: 'shall', verified: false } as const;

const low = limit({ side: 'low', value: 60, deadband: 1, onDelay: 10 * MINUTE });
const hotHolding = (differs: Partial<LimitSet> = {}) =>
  channel(rule({ limits: [low], silence: 15 * MINUTE, probeFault: 2 * MINUTE, ...differs }), AIR);

/** A cabinet that runs from minute 60 on, but for a break. */
const fromOne = (limits: Partial<LimitSet> = {}, breaks: readonly [number, number] = [0, 0]) =>
  severalChannels([hotHolding(limits)], (_, minute) => minute < 60 || (minute >= breaks[0] && minute < breaks[1]));

/** Cold over the closure, from minute 1 to 59. */
const IN_THE_CLOSURE = [`00:01 ${AIR} switched-off on calendar`, `00:11 ${AIR} low raised suppressed`];
const ITS_END = [`01:00 ${AIR} low cleared suppressed`, `01:00 ${AIR} switched-off off calendar`];

describe('a cabinet that should be on again', () => {
  test('and is within its limit, if only by less than the deadband, is well', () => {
    const room = fromOne();
    room.stay(air(20), 58);
    room.stay(air(60.4), 120);
    expect(room.story()).toEqual([...IN_THE_CLOSURE, ...ITS_END]);
  });

  test('and gets there within its on-delay is well', () => {
    const room = fromOne();
    room.stay(air(20), 59);
    room.stay(air(57), 9);
    room.stay(air(60), 30);
    expect(room.story()).toEqual([...IN_THE_CLOSURE, ...ITS_END]);
  });

  test('and does not is told its on-delay later, as an alarm since then', () => {
    const room = fromOne();
    room.stay(air(20), 59);
    const news = room.stay(air(20), 30);
    expect(room.story()).toEqual([...IN_THE_CLOSURE, ...ITS_END, `01:10 ${AIR} low raised`]);
    const [ended, , begun] = news.filter((fact) => fact.kind === 'alarm' || fact.state === 'switched-off');
    expect(begun).toMatchObject({ suppressed: false, acknowledged: false });
    expect(begun).toMatchObject({ since: ended?.at });
  });

  test('runs no part of an on-delay that began before', () => {
    const room = fromOne();
    room.stay(air(70), 54);
    room.stay(air(50), 14);
    expect(room.story()).toEqual([`00:01 ${AIR} switched-off on calendar`, `01:00 ${AIR} switched-off off calendar`]);
    room.stay(air(50), 2);
    expect(room.story().at(-1)).toBe(`01:10 ${AIR} low raised`);
  });

  test('holds its on-delay over a gap', () => {
    const room = fromOne({ silence: 500 * MINUTE });
    room.stay(air(20), 64);
    room.stay({}, 30);
    room.stay(air(20), 5);
    expect(room.story()).toEqual([...IN_THE_CLOSURE, ...ITS_END]);
    room.stay(air(20), 2);
    expect(room.story().at(-1)).toBe(`01:41 ${AIR} low raised`);
  });

  test.each([false, true])('goes on with its on-delay over a restart (of the machine: %s)', (machine) => {
    const room = fromOne();
    room.stay(air(20), 64);
    room.restart(machine);
    room.stay(air(20), machine ? 7 : 6);
    expect(room.story()).toEqual([...IN_THE_CLOSURE, ...ITS_END, `01:1${machine ? 1 : 0} ${AIR} low raised`]);
  });

  test('is judged anew by a gateway that was off when the closure ended', () => {
    const room = fromOne();
    room.stay(air(20), 59);
    room.restart();
    room.stay(air(20), 9);
    expect(room.story()).toEqual([...IN_THE_CLOSURE, ...ITS_END]);
    room.stay(air(20), 2);
    expect(room.story().at(-1)).toBe(`01:10 ${AIR} low raised`);
  });

  test('is told again of what was told before the closure and goes on after it', () => {
    const room = fromOne({}, [90, 120]);
    room.stay(air(70), 60);
    room.stay(air(20), 90);
    expect(room.story().slice(2)).toEqual([
      `01:11 ${AIR} low raised`,
      `01:30 ${AIR} low raised suppressed`,
      `01:30 ${AIR} switched-off on calendar`,
      `02:00 ${AIR} low cleared suppressed`,
      `02:00 ${AIR} switched-off off calendar`,
      `02:10 ${AIR} low raised`,
    ]);
  });

  test('keeps quiet of the first value after a gap in the closure', () => {
    const room = fromOne({ afterGap: true, silence: 500 * MINUTE });
    room.stay(air(70), 10);
    room.stay({}, 40);
    room.stay(air(59), 5);
    room.stay(air(60.5), 30);
    expect(room.story()).toEqual([
      `00:01 ${AIR} switched-off on calendar`,
      `00:51 ${AIR} after-gap raised suppressed`,
      `01:00 ${AIR} after-gap cleared suppressed`,
      `01:00 ${AIR} switched-off off calendar`,
    ]);
  });

  test('and is silent is told after the time that silence takes', () => {
    const room = fromOne();
    room.stay(air(70), 10);
    room.stay({}, 70);
    expect(room.story()).toEqual([
      `00:01 ${AIR} switched-off on calendar`,
      `00:25 ${AIR} silence raised suppressed`,
      `01:00 ${AIR} silence cleared suppressed`,
      `01:00 ${AIR} switched-off off calendar`,
      `01:15 ${AIR} silence raised`,
    ]);
  });

  test('has a new sum of time in the band: food of yesterday is not that of today', () => {
    const cumulative = {
      kind: 'cumulative', level: 'legal', above: 8, below: 60, most: 40 * MINUTE, window: 600 * MINUTE, source,
    } as const; // biome-ignore format: one rule
    const room = fromOne({ limits: [], conditions: [cumulative] });
    room.stay(air(20), 95);
    expect(room.story()).toEqual([
      `00:01 ${AIR} switched-off on calendar`,
      `00:42 ${AIR} cumulative raised suppressed`,
      `01:00 ${AIR} cumulative cleared suppressed`,
      `01:00 ${AIR} switched-off off calendar`,
    ]);
    room.stay(air(20), 10);
    expect(room.story().at(-1)).toBe(`01:41 ${AIR} cumulative raised`);
  });

  test('is told of a disinfection cycle that failed: that dishes are not clean no closure ends', () => {
    const cycle = { kind: 'cycle', level: 'operational', begins: 70, least: 120, for: 10 * MINUTE, source } as const;
    const room = fromOne({ limits: [], conditions: [cycle] });
    room.stay(air(20), 10);
    room.stay(air(100), 20);
    room.stay(air(20), 40);
    expect(room.story().filter((line) => line.includes('cycle raised') || line.includes('cycle cleared'))).toEqual([
      `00:31 ${AIR} cycle raised suppressed`,
      `01:00 ${AIR} cycle raised`,
    ]);
  });

  test('and has a broken probe is told after the time that one takes', () => {
    const room = fromOne();
    room.stay(air(70), 10);
    room.stay({ [AIR]: 'probe-open' }, 53);
    expect(room.story()).toEqual([
      `00:01 ${AIR} switched-off on calendar`,
      `00:13 ${AIR} probe-fault raised suppressed`,
      `01:00 ${AIR} probe-fault cleared suppressed`,
      `01:00 ${AIR} switched-off off calendar`,
      `01:02 ${AIR} probe-fault raised`,
    ]);
  });
});
