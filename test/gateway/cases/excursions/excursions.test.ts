import { describe, expect, test } from 'vitest';
import { createExcursions } from '../../../../gateway/cases/excursions/excursions.ts';
import type { AlarmFact } from '../../../../gateway/domain/fact.ts';
import { createKept } from '../alarms/a-book.ts';
import { anAlarm } from '../alarms/an-alarm.ts';
import { CHANNELS, MINUTE, openFridge } from './a-fridge.ts';

const raised: AlarmFact = {
  kind: 'alarm', at: 0, ...anAlarm('alarm-1', { channel: 'fridge/temperature', level: 'legal', limit: 8 }),
}; // biome-ignore format: a fact to read

describe('an excursion', () => {
  test('tells its stretch, its peak, the time and the area beyond the limit', () => {
    const { readAll } = openFridge();
    // Beyond at minutes 1 to 6; back at 7, which lasts a minute.
    const [told, ...more] = readAll(0, [8, 9, 10, 12, 10, 9, 9, 7, 7]);
    expect(more).toEqual([]);
    expect(told).toEqual({
      kind: 'excursion', at: 8 * MINUTE, id: 'x-1', channel: 'fridge/temperature', cabinet: 'fridge', rule: 'test.fridge',
      side: 'high', level: 'legal', limit: 8, from: MINUTE, to: 7 * MINUTE, peak: 12, peakAt: 3 * MINUTE,
      beyond: 6 * MINUTE, unproven: 0, area: 1 + 2 + 4 + 2 + 1 + 1, doors: 0, defrosts: 0, alarms: [],
    }); // biome-ignore format: a fact to read
  });

  test('is one while the value hangs between the limit and the deadband, or comes back too briefly', () => {
    const { readAll } = openFridge();
    const told = readAll(0, [9, 9, 7.8, 7.8, 9, 7, 9, 9, 7, 7, 4]);
    expect(told).toMatchObject([{ from: 0, to: 8 * MINUTE, beyond: 5 * MINUTE }]);
  });

  test('shorter than five minutes and without an alarm is left to the readings', () => {
    const { readAll } = openFridge();
    expect(readAll(0, [9, 9, 9, 9, 7, 7])).toEqual([]);
    expect(readAll(6, [9, 9, 9, 9, 9, 7, 7])).toHaveLength(1);
  });

  test('however short, is told with the alarm that it raised', () => {
    const { excursions, readAll } = openFridge();
    readAll(0, [9, 9]);
    excursions.note([raised, { ...raised, id: 'other', limit: 5 }, { ...raised, id: 'door', cause: 'door' }]);
    expect(readAll(2, [7, 7])).toMatchObject([{ alarms: ['alarm-1'], beyond: 2 * MINUTE }]);
  });

  test('counts what a gap hides as unproven; the last value before it proves one period', () => {
    const { read, readAll } = openFridge();
    readAll(0, [9, 9, 9]);
    for (let minute = 3; minute < 60; minute += 1) read(minute, Number.NaN, 'no-answer');
    expect(readAll(60, [9, 9, 7, 7])).toMatchObject([{ to: 62 * MINUTE, beyond: 5 * MINUTE, unproven: 57 * MINUTE }]);
  });

  test('ends at the first value after a gap where that is back, and says how much is unknown', () => {
    const { readAll } = openFridge();
    readAll(0, [9, 9]);
    expect(readAll(61, [5, 5])).toMatchObject([{ from: 0, to: 61 * MINUTE, beyond: 2 * MINUTE, unproven: 59 * MINUTE }]);
  });

  test('takes no doubted value', () => {
    const { read, readAll } = openFridge();
    readAll(0, [9, 9, 9]);
    read(3, 85, 'out-of-range');
    expect(readAll(4, [9, 9, 7, 7])).toMatchObject([{ peak: 9, beyond: 6 * MINUTE }]);
  });

  test('counts the doors that were opened and the defrosts meanwhile, those under way included', () => {
    const { excursions, door, readAll } = openFridge();
    const defrost = { kind: 'state', at: 0, on: 'fridge/temperature', state: 'defrost' } as const;
    door(0, true);
    excursions.note([{ ...defrost, active: true }]);
    readAll(0, [9, 9, 9]);
    door(3, false);
    door(3, true);
    door(4, true);
    excursions.note([
      { ...defrost, active: true },
      { ...defrost, active: false },
      { ...defrost, active: true },
    ]);
    expect(readAll(4, [9, 9, 7, 7])).toMatchObject([{ doors: 2, defrosts: 2 }]);
  });

  test('names the camera that looks at its cabinet', () => {
    const channels = CHANNELS.map((channel) => ({ ...channel, camera: `camera of ${channel.cabinet}` }));
    const { readAll } = openFridge([], 0, { channels });
    expect(readAll(0, [9, 9, 9, 9, 9, 9, 7, 7])).toMatchObject([{ camera: 'camera of fridge' }]);
  });

  test('keeps its times when the wall clock is put right meanwhile', () => {
    const { excursions, readAll } = openFridge();
    readAll(0, [9, 9, 9, 9, 9, 9, 7]);
    const hour = 60 * MINUTE;
    const [told] = excursions.see(
      { elapsed: 7 * MINUTE, channels: [0], values: [7] },
      { elapsed: 7 * MINUTE, now: 7 * MINUTE + hour },
    );
    expect(told).toMatchObject({ from: hour, to: hour + 6 * MINUTE, beyond: 6 * MINUTE, unproven: 0 });
  });
});

describe('over a restart', () => {
  test('goes on; the time off is unproven', () => {
    const kept = createKept();
    const first = openFridge();
    first.readAll(0, [9, 9, 9]);
    first.excursions.note([raised]);
    kept.keep(first.excursions.takeStates());
    // The machine starts anew: its clock that only grows begins at 0 again, 40 minutes later.
    const second = openFridge(kept.all(), 42 * MINUTE);
    expect(second.excursions.open(second.instant(0))).toMatchObject([{ from: 0, to: 2 * MINUTE }]);
    const [told] = second.readAll(0, [11, 9, 7, 7]);
    expect(told).toMatchObject({
      id: 'x-1', from: 0, to: 44 * MINUTE, beyond: 5 * MINUTE, unproven: 39 * MINUTE, alarms: ['alarm-1'], peak: 11,
      peakAt: 42 * MINUTE,
    }); // biome-ignore format: a fact to read
    kept.keep(second.excursions.takeStates());
    expect(kept.all().map(({ key }) => key)).toEqual(['excursions/told/x-1']); // its goods are still to be told
  });

  test('loses nothing of what it counted: the area, doors, defrosts, goods and camera, over a kill', () => {
    const kept = createKept();
    const channels = CHANNELS.map((channel) => ({ ...channel, camera: 'camera 3' }));
    const first = openFridge([], 0, { channels });
    const defrost = { kind: 'state', at: 0, on: 'fridge/temperature', state: 'defrost', active: true } as const;
    first.door(0, false);
    first.readAll(0, [9, 10, 11]);
    first.excursions.note([raised]);
    first.readAll(3, [10]);
    first.door(3, true);
    first.excursions.note([defrost]);
    first.excursions.disposed('alarm-1', 'moved', 3 * MINUTE);
    kept.keep(first.excursions.takeStates());
    // The gateway is killed and started again within the minute; the door still stands open.
    const second = openFridge(kept.all(), 0, { channels });
    second.door(4, true);
    second.door(5, false);
    second.door(5, true);
    const [told] = second.readAll(4, [9, 9, 7, 7]);
    expect(told).toMatchObject({
      from: 0, to: 6 * MINUTE, peak: 11, peakAt: 2 * MINUTE, beyond: 6 * MINUTE, unproven: 0, area: 1 + 2 + 3 + 2 + 1 + 1,
      doors: 2, defrosts: 1, goods: 'moved', camera: 'camera 3', alarms: ['alarm-1'],
    }); // biome-ignore format: a fact to read
  });

  test('ends where it was seen last when the site no longer watches the channel', () => {
    const kept = createKept();
    const first = openFridge();
    first.readAll(0, [9, 9, 9, 9, 9, 9, 9]);
    first.excursions.note([raised]);
    kept.keep(first.excursions.takeStates());
    const next = createExcursions({ channels: CHANNELS.slice(1), saved: kept.all(), newId: () => 'y', journal: 'j' });
    const at = { now: 90 * MINUTE, elapsed: 0 };
    expect(next.tick(at)).toMatchObject([{ at: 90 * MINUTE, id: 'x-1', to: 6 * MINUTE, alarms: ['alarm-1'] }]);
    expect(next.tick(at)).toEqual([]);
    kept.keep(next.takeStates());
    expect(kept.all().map(({ key }) => key)).toEqual(['excursions/told/x-1']);
  });

  test('writes at its beginning, with its alarms, and about once a minute: not with each value', () => {
    const { excursions, instant } = openFridge();
    const readAt = (second: number): number => {
      const elapsed = second * 1_000;
      excursions.see({ elapsed, channels: [0], values: [9] }, { elapsed, now: elapsed });
      return excursions.takeStates().length;
    };
    const written = Array.from({ length: 181 }, (_, second) => readAt(second));
    expect(written.reduce((sum, states) => sum + states, 0)).toBe(4);
    expect(excursions.open(instant(3))).toHaveLength(1);
  });

  test('writes ever less often while it lasts: four times an hour in a cabinet that stands warm through the holidays', () => {
    const { excursions } = openFridge();
    const writes = (fromHour: number, toHour: number): number => {
      let written = 0;
      for (let minute = fromHour * 60; minute < toHour * 60; minute += 1) {
        const elapsed = minute * MINUTE;
        excursions.see({ elapsed, channels: [0], values: [20] }, { elapsed, now: elapsed });
        written += excursions.takeStates().length;
      }
      return written;
    };
    expect(writes(0, 1)).toBe(60);
    expect(writes(1, 24)).toBeLessThan(240);
    expect(writes(24, 25)).toBe(4);
    expect(writes(25, 24 * 4)).toBe(4 * 71);
  });

  test('says what it can’t read', () => {
    const broken = [
      { key: 'excursions/open/x', text: '{}' },
      { key: 'excursions/told/y', text: 'no JSON' },
    ];
    expect(openFridge(broken).excursions.ignored).toEqual(broken);
  });
});

describe('what became of the goods', () => {
  test('is told with the excursion where people say it before the end, and anew where they say it later', () => {
    const { excursions, readAll } = openFridge();
    readAll(0, [9, 9]);
    excursions.note([raised]);
    expect(excursions.disposed('alarm-1', 'moved', 1)).toEqual([]);
    expect(readAll(2, [7, 7])).toMatchObject([{ id: 'x-1', goods: 'moved' }]);
    readAll(4, [9, 9]);
    excursions.note([{ ...raised, id: 'alarm-2' }]);
    const [told] = readAll(6, [7, 7]);
    expect(told).not.toHaveProperty('goods');
    expect(excursions.disposed('alarm-2', undefined, 2)).toEqual([]);
    expect(excursions.disposed('alarm-2', 'discarded', 9_999)).toEqual([{ ...told, at: 9_999, goods: 'discarded' }]);
    expect(excursions.disposed('alarm-2', 'discarded', 10_000)).toEqual([]);
  });

  test('is told anew as a correction: it names the fact that told the excursion, also over a restart', () => {
    const kept = createKept();
    const first = openFridge();
    first.readAll(0, [9, 9]);
    first.excursions.note([raised]);
    const told = first.readAll(2, [7, 7]);
    first.excursions.numbered([{ ...raised, at: 1 }, ...told], 41);
    kept.keep(first.excursions.takeStates());
    const second = openFridge(kept.all(), 60 * MINUTE).excursions;
    expect(second.recalling.numbered).toBe(Number.MAX_SAFE_INTEGER);
    expect(second.disposed('alarm-1', 'moved', 9_999)).toMatchObject([{ id: 'x-1', of: 42, goods: 'moved' }]);
  });

  test('of an excursion that raised two alarms is the last word, as a correction of the one before', () => {
    const { excursions, readAll } = openFridge();
    readAll(0, [9, 9]);
    excursions.note([raised, { ...raised, id: 'alarm-2', cause: 'after-gap' }]);
    excursions.disposed('alarm-1', 'moved', 1);
    excursions.numbered(readAll(2, [7, 7]), 3);
    const anew = excursions.disposed('alarm-2', 'discarded', 9_999);
    expect(anew).toMatchObject([{ goods: 'discarded', of: 3 }]);
    excursions.numbered(anew, 8);
    expect(excursions.disposed('alarm-1', 'kept', 10_000)).toMatchObject([{ goods: 'kept', of: 8 }]);
  });

  test('learns the number from the record where the gateway ended before it was saved; one of another journal counts for nothing', () => {
    const kept = createKept();
    const first = openFridge();
    first.readAll(0, [9, 9]);
    first.excursions.note([raised]);
    const told = first.readAll(2, [7, 7]);
    kept.keep(first.excursions.takeStates());
    const second = openFridge(kept.all(), 60 * MINUTE).excursions;
    expect(second.recalling.numbered).toBe(0);
    second.recalling.recall([raised, JSON.parse(JSON.stringify(told[0]))], 6);
    expect(second.recalling.numbered).toBe(Number.MAX_SAFE_INTEGER);
    kept.keep(second.takeStates());
    const third = openFridge(kept.all(), 60 * MINUTE, { journal: 'another' }).excursions;
    expect(third.disposed('alarm-1', 'moved', 1)[0]).not.toHaveProperty('of');
    expect(second.disposed('alarm-1', 'moved', 1)).toMatchObject([{ of: 7 }]);
  });

  test('is taken for a bounded number of excursions', () => {
    const kept = createKept();
    const { excursions, readAll } = openFridge();
    for (let n = 0; n < 100; n += 1) {
      readAll(n * 10, [9, 9]);
      excursions.note([{ ...raised, id: `alarm-${n}` }]);
      readAll(n * 10 + 2, [7, 7]);
      kept.keep(excursions.takeStates());
    }
    expect(kept.all()).toHaveLength(64);
  });
});
