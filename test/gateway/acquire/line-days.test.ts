import { describe, expect, test } from 'vitest';
import type { OpenedPort } from '../../../gateway/acquire/line/opened-port.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { bytePipe, type PipeWire } from '../../../simulators/world/byte-pipe.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import type { AnswersModbus } from '../../../simulators/world/modbus-answer.ts';
import { serveRtu } from '../../../simulators/world/rtu-slave.ts';
import { rtuSettings } from './rtu-line.ts';
import { testDevice } from './test-device.ts';
import { type WatchedLine, watchedLine } from './watched-line.ts';

const SLOWEST = 300;
const SETTINGS = rtuSettings({ slowest: SLOWEST });

/** A serial line in memory whose stick may be pulled, and whose units may fall silent. */
const world = (clock: ManualClock) => {
  const silent = new Set<number>();
  const answers: AnswersModbus = {
    answer: ({ unit, count }) =>
      silent.has(unit) ? [] : [{ is: 'words', after: 0, words: Array.from({ length: count }, () => unit) }],
  };
  let wire: PipeWire | undefined;
  let openings = 0;
  let isThere = true;
  const open = async (): Promise<OpenedPort> => {
    if (!isThere) throw new EdgeError('line-not-found', 'no such port');
    openings += 1;
    const [near, far, between] = bytePipe({ clock, baud: SETTINGS.baud, bits: 10 });
    serveRtu(far, { clock, baud: SETTINGS.baud, bits: 10, turnaround: 5, answers });
    wire = between;
    return near;
  };
  return {
    open,
    silent,
    pull: () => {
      isThere = false;
      wire?.unplug('unplugged');
    },
    plugIn: () => {
      isThere = true;
    },
    noise: () => wire?.noise(Uint8Array.of(0x5a)),
    openings: () => openings,
  };
};

const stopped = async (clock: ManualClock, { line }: WatchedLine): Promise<void> => {
  const stopping = line.stop();
  await clock.advance(2_000, 'promises');
  await stopping;
};

const pass = (clock: ManualClock, time: number): Promise<void> => clock.advance(time, 'promises');

describe('a serial line', () => {
  test('is back at work after each of a thousand losses', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const watched = watchedLine(SETTINGS, [testDevice({ every: 200, registers: 1 })], { clock, open: stick.open });
    for (let loss = 1; loss <= 1000; loss += 1) {
      const before = watched.good();
      // The longest pause between two tries, the quarantine after the opening, and a poll.
      await pass(clock, 5_000 + 2 * SLOWEST + 200);
      expect(watched.good(), `after loss ${loss}`).toBeGreaterThan(before);
      stick.pull();
      await pass(clock, loss % 10 === 0 ? 20_000 : (loss * 37) % 700);
      stick.plugIn();
      watched.observations.length = 0;
    }
    expect(stick.openings()).toBe(1000);
    // Told once as lost and back; lost again and again it lasts, until it has held for ten minutes.
    await pass(clock, 600_000 + 6_000);
    const told = watched.states.flatMap(({ state, active }) => (state === 'lost' ? [active] : []));
    expect(told).toEqual([true, false, true, false]);
    await stopped(clock, watched);
    expect(clock.pending()).toBe(0);
  });

  test('tells one reading per channel and period, whether a unit answers, is silent, or the stick is pulled', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const devices = [1, 2].map((unit) => testDevice({ unit, every: 5_000, registers: 1, firstPlace: unit - 1 }));
    const watched = watchedLine(SETTINGS, devices, { clock, open: stick.open });
    await pass(clock, 60_000);
    stick.silent.add(2);
    await pass(clock, 300_000);
    stick.pull();
    await pass(clock, 60_000);
    stick.plugIn();
    stick.silent.clear();
    await pass(clock, 60_000);
    await stopped(clock, watched);
    for (const place of [0, 1]) {
      const qualities = watched.qualitiesOf(place);
      const told = [...qualities.values()].reduce((sum, count) => sum + count, 0);
      expect(Math.abs(told - 480_000 / 5_000), JSON.stringify([...qualities])).toBeLessThanOrEqual(2);
    }
    expect(watched.qualitiesOf(0).get('no-answer')).toBeGreaterThanOrEqual(11);
    expect(watched.qualitiesOf(1).get('no-answer')).toBeGreaterThanOrEqual(71);
    expect(watched.states.map(({ on, state, active }) => `${on} ${state} ${active}`)).toEqual([
      'device-2 silent true',
      'line:kitchen lost true',
      'line:kitchen lost false',
      'device-2 silent false',
    ]);
    const times = watched.observations.map(({ elapsed }) => elapsed);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('has a dead unit back within a period of its first answer', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    stick.silent.add(2);
    const devices = [1, 2].map((unit) => testDevice({ unit, every: 1_000, registers: 1, firstPlace: unit - 1 }));
    const watched = watchedLine(SETTINGS, devices, { clock, open: stick.open });
    await pass(clock, 120_000);
    expect(watched.line.counters().units['device-2']).toMatchObject({ dead: true, answered: 0 });
    stick.silent.clear();
    await pass(clock, 3_000);
    expect(watched.line.counters().units['device-2']).toMatchObject({ dead: false });
    const before = watched.qualitiesOf(1).get('good') ?? 0;
    await pass(clock, 10_000);
    expect((watched.qualitiesOf(1).get('good') ?? 0) - before).toBe(10);
    await stopped(clock, watched);
  });

  test('asks a dead unit at once when the stick is plugged in again, though there is hardly time for it', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    stick.silent.add(2);
    const devices = [1, 2].map((unit) => testDevice({ unit, every: 100, registers: 1, firstPlace: unit - 1 }));
    const watched = watchedLine(SETTINGS, devices, { clock, open: stick.open });
    await pass(clock, 240_000);
    stick.pull();
    stick.silent.clear();
    await pass(clock, 10);
    stick.plugIn();
    await pass(clock, 1_500);
    expect(watched.qualitiesOf(1).get('good')).toBeGreaterThan(2);
    await stopped(clock, watched);
  });

  test('that is never quiet says so, tells no value, and is well when the noise ends', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const watched = watchedLine(SETTINGS, [testDevice({ every: 5_000, registers: 1 })], { clock, open: stick.open });
    await pass(clock, 20_000);
    const before = watched.good();
    for (let second = 0; second < 600; second += 1) {
      stick.noise();
      await pass(clock, 100);
    }
    expect(watched.states.map(({ state, active }) => [state, active])).toEqual([['noisy', true]]);
    expect(watched.good()).toBeLessThanOrEqual(before + 1);
    expect(watched.qualitiesOf(0).get('no-answer')).toBeGreaterThanOrEqual(4);
    expect(watched.line.counters()).toMatchObject({ quarantines: 1, units: { 'device-1': { noiseBytes: 600 } } });
    await pass(clock, 20_000);
    expect(watched.states.at(-1)).toMatchObject({ state: 'noisy', active: false });
    expect(watched.good()).toBeGreaterThan(before + 2);
    await stopped(clock, watched);
  });

  test('on which nobody answers for a minute is opened anew, without being called lost', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const watched = watchedLine(SETTINGS, [testDevice({ every: 5_000, registers: 1 })], { clock, open: stick.open });
    await pass(clock, 20_000);
    stick.silent.add(1);
    await pass(clock, 130_000);
    expect([stick.openings(), watched.line.counters().reopenings]).toEqual([3, 2]);
    expect(watched.states.map(({ state }) => state)).toEqual(['silent']);
    await stopped(clock, watched);
  });

  test('comes round all the while, so that a watchdog sees it', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const watched = watchedLine(SETTINGS, [testDevice({ every: 3_600_000, registers: 1 })], { clock, open: stick.open });
    for (let minute = 0; minute < 10; minute += 1) {
      if (minute === 5) stick.pull();
      await pass(clock, 60_000);
      expect(clock.elapsed() - watched.line.cameRoundAt()).toBeLessThanOrEqual(2_000);
    }
    await stopped(clock, watched);
  });

  test('that is too slow for its polls says so after some minutes, and counts the periods that went by', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const devices = [1, 2].map((unit) => testDevice({ unit, every: 30, registers: 1, firstPlace: unit - 1 }));
    const watched = watchedLine(SETTINGS, devices, { clock, open: stick.open });
    await pass(clock, 170_000);
    expect(watched.states).toEqual([]);
    await pass(clock, 20_000);
    expect(watched.states).toEqual([{ on: 'line:kitchen', state: 'overloaded', active: true }]);
    const { units, utilisation } = watched.line.counters();
    expect(units['device-1']?.missed).toBeGreaterThan(1_000);
    expect(utilisation).toBeGreaterThan(0.9);
    expect(watched.qualitiesOf(0).get('no-answer')).toBeUndefined();
    await stopped(clock, watched);
  });

  test('shows what stands between port and wire, and warns where nobody is known to switch the direction', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const open = async (): Promise<OpenedPort> => ({ ...(await stick.open()), adapter: { latency: 1, rs485: 'unknown' } });
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (_: unknown, words: string) => warnings.push(words) };
    const watched = watchedLine({ ...SETTINGS, rs485: 'on' }, [testDevice()], { clock, open, log });
    await pass(clock, 1_000);
    expect(watched.line.counters().adapter).toEqual({ latency: 1, rs485: 'unknown' });
    expect(warnings).toEqual([expect.stringContaining('rs485')]);
    await stopped(clock, watched);
  });

  test('waits for as long as the slowest of its profiles may take, where that is longer than the site says', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const device = testDevice({ every: 5_000, registers: 1, quirks: { slowAnswer: 2_000 } });
    const watched = watchedLine(SETTINGS, [device], { clock, open: stick.open });
    await pass(clock, 10_000);
    expect(watched.line.counters().units['device-1']?.timeoutMs).toBe(2_000);
    await stopped(clock, watched);
  });
});

describe('a question besides the polls', () => {
  test('is asked by the line’s one owner, between two polls', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const watched = watchedLine(SETTINGS, [testDevice({ every: 100, registers: 1 })], { clock, open: stick.open });
    await pass(clock, 5_000);
    const asked = watched.line.ask({ function: 3, unit: 7, address: 0, count: 2 });
    const answer = await clock.advanceUntil(asked, 5_000, 'promises');
    expect(answer.is === 'data' && answer.data.getUint16(2)).toBe(7);
    expect(() => watched.line.ask({ function: 3, unit: 7, address: 0, count: 999 })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
    await stopped(clock, watched);
  });

  test('is lost with the line, and refused when too many wait', async () => {
    const clock = createManualClock();
    const stick = world(clock);
    const watched = watchedLine(SETTINGS, [testDevice({ every: 100, registers: 1 })], { clock, open: stick.open });
    expect((await watched.line.ask({ function: 3, unit: 7, address: 0, count: 2 })).is).toBe('lost');
    await pass(clock, 5_000);
    const asked = Array.from({ length: 16 }, () => watched.line.ask({ function: 3, unit: 7, address: 0, count: 2 }));
    expect(() => watched.line.ask({ function: 3, unit: 7, address: 0, count: 2 })).toThrow(
      expect.objectContaining({ code: 'line-busy' }),
    );
    stick.pull();
    await pass(clock, 2_000);
    const verdicts = (await Promise.all(asked)).map(({ is }) => is);
    expect(verdicts.filter((is) => is === 'lost').length).toBeGreaterThanOrEqual(15);
    await stopped(clock, watched);
  });
});
