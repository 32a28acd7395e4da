import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyMemory } from '../../../gateway/cases/key-memory.ts';
import type { SavedState } from '../../../gateway/domain/saved-state.ts';
import type { SentResult } from '../../../gateway/domain/sent-result.ts';
import { type DeskWorld, inhibition, localText, openDesk, registered, sha256, transferOf } from './desk-at-work.ts';

const valuesOf = (world: DeskWorld) => world.tests().map(({ value, possibleRepeat }) => [value, possibleRepeat]);

describe('a result that comes again', () => {
  test('is known by its time: counted, its bytes kept, no fact made', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const sent = inhibition('12.5', { sampleId, measuredAt: localText(world.clock.now()) });
    expect(await world.desk.keep(transferOf(world, 'reader', [sent]))).toEqual({ tests: 1, duplicates: 0, quarantined: 0 });
    world.clock.step(400 * 86_400_000);
    expect(await world.desk.keep(transferOf(world, 'reader', [sent]))).toEqual({ tests: 0, duplicates: 1, quarantined: 0 });
    expect(world.tests()).toHaveLength(1);
    expect(world.beside.raw.size).toBe(2);
  });

  test('with another value, time or record is a repeat, and linked', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const at = localText(world.clock.now());
    await world.desk.keep(
      transferOf(world, 'reader', [
        inhibition('1.399', { sampleId, measuredAt: at }),
        inhibition('1.411', { sampleId, measuredAt: at }),
        inhibition('1.411', { sampleId, measuredAt: localText(world.clock.now() + 1000) }),
      ]),
    );
    const [first, second, third] = world.tests();
    expect([first?.repeatOf, second?.repeatOf, third?.repeatOf]).toEqual([undefined, first?.id, first?.id]);
  });

  test('without time and number is a duplicate within the link’s retry window only, else kept as a possible repeat', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const again = () => world.desk.keep(transferOf(world, 'sender', [inhibition('3.0', { sampleId })]));
    await again();
    await world.clock.advance(60_000);
    await again();
    await world.clock.advance(60_000);
    await again();
    expect(valuesOf(world)).toEqual([['3.0', undefined], ['3.0', true]]); // biome-ignore format: results
  });

  test('a midnight without a time of day is no time: it tells two results not apart', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const again = () =>
      world.desk.keep(transferOf(world, 'sender', [inhibition('3.0', { sampleId, measuredAt: '2026-01-15T00:00:00' })]));
    await again();
    await world.clock.advance(600_000);
    await again();
    expect(valuesOf(world)).toEqual([['3.0', undefined], ['3.0', true]]); // biome-ignore format: results
  });

  test('two equal results of one message are two; the message sent again adds none', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const message = [inhibition('3.0', { sampleId }), inhibition('3.0', { sampleId })];
    expect(await world.desk.keep(transferOf(world, 'sender', message))).toMatchObject({ tests: 2, duplicates: 0 });
    expect(await world.desk.keep(transferOf(world, 'sender', message))).toMatchObject({ tests: 0, duplicates: 2 });
  });

  test('on a printer port is no duplicate ever: nothing is sent twice there but by a person', async () => {
    const world = await openDesk();
    const prints = () => world.desk.keep(transferOf(world, 'printer', [inhibition('0.0')], { raw: 'Result: 0.0 %' }));
    expect([await prints(), await prints()]).toMatchObject([{ tests: 1, duplicates: 0 }, { tests: 1, duplicates: 0 }]); // biome-ignore format: results
    expect(valuesOf(world)).toEqual([['0.0', undefined], ['0.0', true]]); // biome-ignore format: results
  });

  test('of a printout that broke off before its time is kept, and marked once it is printed whole: it bears no positive out', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const broken = inhibition('61.0', { sampleId, record: '7' });
    const whole = { ...broken, measuredAt: localText(world.clock.now()) };
    await world.desk.keep(transferOf(world, 'slips', [broken]));
    world.clock.step(30 * 86_400_000);
    const again = await world.killed();
    expect(await again.desk.keep(transferOf(again, 'slips', [whole]))).toMatchObject({ tests: 1, duplicates: 0 });
    expect(await again.desk.keep(transferOf(again, 'slips', [whole]))).toMatchObject({ tests: 0, duplicates: 1 });
    expect(valuesOf(again)).toEqual([['61.0', undefined], ['61.0', true]]); // biome-ignore format: results
    expect(again.desk.openCases().map(({ repeats }) => repeats)).toEqual([0]);
  });

  test('of a printout that broke off when it was printed again is marked as well', async () => {
    const world = await openDesk();
    const broken = inhibition('12.0', { sampleId: 'X-1', channel: 3, record: '7' });
    await world.desk.keep(transferOf(world, 'slips', [{ ...broken, measuredAt: localText(world.clock.now()) }]));
    await world.desk.keep(transferOf(world, 'slips', [broken]));
    await world.desk.keep(transferOf(world, 'slips', [{ ...broken, record: '8' }]));
    expect(valuesOf(world)).toEqual([['12.0', undefined], ['12.0', true], ['12.0', undefined]]); // biome-ignore format: results
  });

  test('on a printer port without lasting numbers is marked by its sample, and never by its channel alone', async () => {
    const world = await openDesk();
    const at = localText(world.clock.now());
    for (const name of [{ sampleId: 'X-1' }, { channel: 3 }]) {
      await world.desk.keep(transferOf(world, 'printer', [inhibition('0.0', name)]));
      await world.desk.keep(transferOf(world, 'printer', [inhibition('0.0', { ...name, measuredAt: at })]));
    }
    expect(valuesOf(world).map(([, marked]) => marked)).toEqual([undefined, true, undefined, undefined]);
  });

  test('measured twice, each with its time, is no repeat of a printout: both have all that they are known by', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    for (const later of [0, 600_000]) {
      const measuredAt = localText(world.clock.now() + later);
      await world.desk.keep(transferOf(world, 'slips', [inhibition('61.0', { sampleId, measuredAt, record: `${later}` })]));
    }
    expect(valuesOf(world)).toEqual([['61.0', undefined], ['61.0', undefined]]); // biome-ignore format: results
  });

  test('in a drop folder is known by its file alone: another of the same rows may be of the next sample', async () => {
    const world = await openDesk();
    const rows = [inhibition('0.0'), inhibition('0.0')];
    const drop = (file: string, raw = 'value\n0.0\n0.0\n') => world.desk.keep(transferOf(world, 'folder', rows, { file, raw }));
    expect(await drop('a.csv 1')).toMatchObject({ tests: 2, duplicates: 0 });
    expect(await drop('a.csv 1')).toMatchObject({ tests: 0, duplicates: 2 });
    expect(await drop('b.csv 1')).toMatchObject({ tests: 2, duplicates: 0 });
    expect(await drop('a.csv 2')).toMatchObject({ tests: 2, duplicates: 0 });
    expect(valuesOf(world).map(([, marked]) => marked)).toEqual([undefined, undefined, true, true, true, true]);
  });

  test('in a drop folder whose gateway died before it had moved the file away is known after the restart', async () => {
    const world = await openDesk();
    const drop = ({ desk }: DeskWorld) =>
      desk.keep(transferOf(world, 'folder', [inhibition('0.0')], { file: 'a.csv 1', raw: 'value' }));
    await drop(world);
    expect(await drop(await world.killed())).toMatchObject({ tests: 0, duplicates: 1 });
  });

  test('is not known by its minute alone: two samples of one value may be printed within it', async () => {
    const world = await openDesk();
    const measuredAt = localText(world.clock.now()).slice(0, 16);
    const sent = inhibition('0.0', { measuredAt });
    expect(await world.desk.keep(transferOf(world, 'printer', [sent, sent]))).toMatchObject({ tests: 2, duplicates: 0 });
    expect(await world.desk.keep(transferOf(world, 'printer', [sent]))).toMatchObject({ tests: 1, duplicates: 0 });
  });

  test('is known by its second, and counted within one message', async () => {
    const world = await openDesk();
    const sent = inhibition('0.0', { measuredAt: localText(world.clock.now()) });
    expect(await world.desk.keep(transferOf(world, 'printer', [sent, sent]))).toMatchObject({ tests: 2, duplicates: 0 });
    world.clock.step(86_400_000);
    expect(await world.desk.keep(transferOf(world, 'printer', [sent, sent]))).toMatchObject({ tests: 0, duplicates: 2 });
  });

  test('a daily number without a time is the same on the same day only', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const again = () => world.desk.keep(transferOf(world, 'counter', [inhibition('3.0', { sampleId, record: '7' })]));
    expect(await again()).toMatchObject({ tests: 1 });
    world.clock.step(3_600_000);
    expect(await again()).toMatchObject({ duplicates: 1 });
    world.clock.step(86_400_000);
    expect(await again()).toMatchObject({ tests: 1 });
  });

  test('a number that is unique for ever is, without any time', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const again = () => world.desk.keep(transferOf(world, 'reader', [inhibition('3.0', { sampleId, record: '7' })]));
    await again();
    world.clock.step(90 * 86_400_000);
    expect(await again()).toMatchObject({ duplicates: 1 });
  });

  test('the same bytes stay known when a corrected profile reads them otherwise', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const measuredAt = localText(world.clock.now());
    await world.desk.keep(transferOf(world, 'reader', [inhibition('30', { sampleId, measuredAt })], { raw: 'one' }));
    expect(
      await world.desk.keep(transferOf(world, 'reader', [inhibition('3.0', { sampleId, measuredAt })], { raw: 'one' })),
    ).toMatchObject({ duplicates: 1 });
  });
});

describe('a printout whose bytes outlived a kill that its fact did not', () => {
  const raw = (text: string) => ({
    hash: sha256(Buffer.from(text)), analyzer: 'slips', receivedAt: Date.UTC(2026, 0, 14, 23), bytes: Buffer.from(text),
  }); // biome-ignore format: a record

  test('is taken in at the next start, and once only', async () => {
    const world = await openDesk();
    await world.desk.keep(transferOf(world, 'slips', [inhibition('1.0', { record: '1' })], { raw: 'told' }));
    const again = await world.killed();
    again.profile = (bytes) => ({ results: [inhibition('2.0', { record: Buffer.from(bytes).toString() })], troubles: [] });
    expect(await again.desk.keepUntold([raw('told'), raw('untold')])).toBe(1);
    expect(again.tests().map(({ record }) => record)).toEqual(['1', 'untold']);
    expect(await (await again.killed()).desk.keepUntold([raw('told'), raw('untold')])).toBe(0);
  });

  test('is shown to people where nobody can understand it, and left alone where it says nothing', async () => {
    const world = await openDesk();
    world.profile = (bytes) => ({ results: [], troubles: bytes.length > 5 ? ['no-match'] : [] });
    expect(await world.desk.keepUntold([raw('blank'), raw('no such line')])).toBe(1);
    expect(world.desk.quarantine().map(({ why }) => why)).toEqual(['unreadable']);
  });
});

test('transfers that come in any order, any number of times, over any kills, give each result once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.nat({ max: 7 }), fc.constant('kill' as const)), { maxLength: 25 }), async (steps) => {
      let world = await openDesk();
      const start = world.clock.now();
      const sampleId = await registered(world);
      const sent = (place: number): SentResult =>
        inhibition(`${place}.5`, { sampleId, measuredAt: localText(start - place * 60_000) });
      for (const step of steps) {
        if (step === 'kill') world = await world.killed();
        else await world.desk.keep(transferOf(world, 'reader', [sent(step), sent(step + 1)]));
      }
      const values = world.tests().map(({ value }) => value);
      const wanted = new Set(steps.flatMap((step) => (step === 'kill' ? [] : [`${step}.5`, `${step + 1}.5`])));
      expect([...values].sort()).toEqual([...wanted].sort());
    }),
    { numRuns: 15 },
  );
});

describe('the memory of what was received', () => {
  const keyOf = (place: number): string => sha256(Buffer.from(String(place)));
  const overwritten = (states: readonly SavedState[], more: readonly SavedState[]): readonly SavedState[] => {
    const rows = new Map([...states, ...more].map((state) => [state.key, state]));
    return [...rows.values()].filter(({ text }) => text !== undefined);
  };

  test('holds five years of results in little room, and rewrites little of it for each', () => {
    const memory = createKeyMemory([]);
    let states: readonly SavedState[] = [];
    let largest = 0;
    for (let place = 0; place < 50_000; place += 1) {
      memory.add('meter', keyOf(place));
      if (place % 500 === 0 || place > 49_900) {
        const changed = memory.takeStates();
        if (place > 49_901)
          largest = Math.max(
            largest,
            changed.reduce((sum, { text }) => sum + (text?.length ?? 0), 0),
          );
        states = overwritten(states, changed);
      }
    }
    expect(largest).toBeLessThan(1100);
    expect(states.reduce((sum, { key, text }) => sum + key.length + (text?.length ?? 0), 0)).toBeLessThan(900_000);
    const again = createKeyMemory(states);
    expect([0, 1, 24_999, 49_999].every((place) => again.knows('meter', keyOf(place)))).toBe(true);
    expect(again.knows('meter', keyOf(50_000))).toBe(false);
    expect(again.knows('reader', keyOf(0))).toBe(false);
  });

  test('is bounded: the oldest leave first, from the card, too', () => {
    const memory = createKeyMemory([], 256);
    for (let place = 0; place < 1000; place += 1) memory.add('meter', keyOf(place));
    const states = overwritten([], memory.takeStates());
    const again = createKeyMemory(states, 256);
    for (const known of [memory, again]) {
      expect(known.knows('meter', keyOf(999))).toBe(true);
      expect(known.knows('meter', keyOf(800))).toBe(true);
      expect(known.knows('meter', keyOf(700))).toBe(false);
    }
    again.add('meter', keyOf(1000));
    expect(again.knows('meter', keyOf(999))).toBe(true);
  });

  test('ignores what it can’t read, and says so', () => {
    const memory = createKeyMemory([{ key: 'station/keys/meter/0', text: '"xyz"' }, { key: 'station/recent/meter', text: '{' }]); // biome-ignore format: states
    expect(memory.ignored).toHaveLength(2);
  });
});
