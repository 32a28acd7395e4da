import { describe, expect, test } from 'vitest';
import { inhibition, localText, openDesk, registered, registeredMany, sha256, transferOf } from './desk-at-work.ts';

const numberOf = (facts: readonly { readonly kind: string }[], kind: string): number =>
  facts.findIndex((fact) => fact.kind === kind) + 1;

describe('quarantine', () => {
  test('holds what has no id, an unknown id, no run sheet, or contradicts itself; none of it is judged', async () => {
    const world = await openDesk();
    const { desk } = world;
    const measuredAt = localText(world.clock.now());
    await desk.keep(transferOf(world, 'reader', [inhibition('1.0', { measuredAt })]));
    await desk.keep(transferOf(world, 'reader', [inhibition('2.0', { measuredAt, sampleId: 'X-9' })]));
    await desk.keep(transferOf(world, 'reader', [inhibition('3.0', { measuredAt, channel: 3 })]));
    await desk.keep(
      transferOf(world, 'reader', [inhibition('4.0', { measuredAt, channel: 4 })], { troubles: ['contradiction'] }),
    );
    await desk.keep(transferOf(world, 'reader', [inhibition('5'.repeat(5000), { measuredAt })]));
    expect(desk.quarantine().map(({ why }) => why)).toEqual([
      'no-id',
      'unknown-id',
      'no-run-sheet',
      'implausible',
      'implausible',
    ]);
    expect(world.tests().every(({ verdict }) => verdict === 'not-judged')).toBe(true);
    expect(desk.board()).toEqual([]);
    expect(desk.counts().quarantined).toBe(5);
  });

  test('has a limit: what would go beyond it is not kept, results of known samples are, and setting aside makes room', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const flood = (count: number, from = 0) =>
      world.desk.keep(transferOf(world, 'reader', Array.from({ length: count }, (_, n) => inhibition('1', { sampleId: `X${from + n}`, record: `${from + n}` })))); // biome-ignore format: a transfer
    for (let from = 0; from < 20_000; from += 4_000) await flood(4_000, from);
    const raws = world.beside.raw.size;
    await expect(flood(1, 20_000)).rejects.toThrow('20000 results wait');
    expect(world.beside.raw.size).toBe(raws);
    expect(await world.desk.keep(transferOf(world, 'reader', [inhibition('2', { sampleId, record: 'r' })]))).toMatchObject({ tests: 1, quarantined: 0 }); // biome-ignore format: a result
    const act = { analyzer: 'reader', before: world.clock.now() + 1, by: 'p-01', words: 'made up by somebody on the network' };
    expect(await world.desk.setAside(act)).toBe(20_000);
    expect(await flood(1, 20_000)).toMatchObject({ quarantined: 1 });
  });

  test('gives a test to the sample that a person names: a new fact of the same id, judged anew, and its case opened', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    await world.desk.keep(transferOf(world, 'reader', [inhibition('70', { measuredAt: localText(world.clock.now()) })]));
    const [row] = world.desk.quarantine();
    const assigned = await world.desk.assign({ test: row?.test.id, sample: sample.replaceAll('-', ''), by: 'p-01' });
    expect(assigned).toMatchObject({ id: row?.test.id, sample, verdict: 'positive', of: numberOf(world.facts(), 'test') });
    expect(assigned.assignedBy).toMatch(/^[0-9a-f]{16}$/);
    expect(assigned).not.toHaveProperty('quarantine');
    expect(world.desk.quarantine()).toEqual([]);
    expect(world.desk.openCases()).toHaveLength(1);
  });

  test('names the old fact’s number also when the gateway was killed before it could note it', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    await world.desk.keep(transferOf(world, 'reader', [inhibition('7', { measuredAt: localText(world.clock.now()) })]));
    const number = numberOf(world.facts(), 'test');
    const again = await world.killed();
    const assigned = await again.desk.assign({ test: again.desk.quarantine()[0]?.test.id, sample, by: 'p-01' });
    expect(assigned.of).toBe(number);
  });

  test('lets go of what nobody will ever assign, by an act with words; what comes again stays known', async () => {
    const world = await openDesk();
    const old = Array.from({ length: 300 }, (_, place) =>
      inhibition('7', { channel: 1, measuredAt: localText(world.clock.now() - 1e9 - place * 1000) }),
    );
    await world.desk.keep(transferOf(world, 'meter', old));
    await world.clock.advance(1000);
    await world.desk.keep(transferOf(world, 'reader', [inhibition('8', { measuredAt: localText(world.clock.now()) })]));
    const act = { analyzer: 'meter', before: world.clock.now(), by: 'p-01', words: '网关安装前的历史记录' };
    expect(await world.desk.setAside(act)).toBe(300);
    expect(world.desk.quarantine()).toHaveLength(1);
    expect(world.facts().filter((fact) => fact.kind === 'act' && fact.does === 'set-aside')).toHaveLength(300);
    expect(await world.desk.keep(transferOf(world, 'meter', old))).toMatchObject({ tests: 0, duplicates: 300 });
    expect(await world.desk.setAside(act)).toBe(0);
    await expect(world.desk.setAside({ test: 'nobody', by: 'p-01', words: '无' })).rejects.toMatchObject({
      code: 'request-refused',
    });
  });

  test.each([
    ['a test that isn’t there', { test: 'nobody' }],
    ['a sample that isn’t there', { sample: 'nobody' }],
    ['nobody', { by: '' }],
  ])('refuses %s', async (_, changed) => {
    const world = await openDesk();
    const sample = await registered(world);
    await world.desk.keep(transferOf(world, 'reader', [inhibition('7', { measuredAt: localText(world.clock.now()) })]));
    const act = { test: world.desk.quarantine()[0]?.test.id, sample, by: 'p-01', ...changed };
    await expect(world.desk.assign(act)).rejects.toMatchObject({ code: 'request-refused' });
    expect(world.desk.quarantine()).toHaveLength(1);
  });
});

describe('what could not be understood', () => {
  test('is a test without a value, with its bytes, and can be given to no sample', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    await world.desk.keep(transferOf(world, 'printer', [], { troubles: ['no-match'], raw: '锟斤拷' }));
    expect(world.tests()).toMatchObject([
      { value: '', quarantine: 'unreadable', raw: sha256(Buffer.from('锟斤拷')), details: { troubles: 'no-match' } },
    ]);
    const [row] = world.desk.quarantine();
    await expect(world.desk.assign({ test: row?.test.id, sample, by: 'p-01' })).rejects.toMatchObject({
      code: 'request-refused',
    });
  });

  test('stands beside the results that came with it: neither hides the other', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    await world.desk.keep(transferOf(world, 'printer', [inhibition('3.0', { sampleId })], { troubles: ['no-match'] }));
    expect(world.tests().map(({ value }) => value)).toEqual(['', '3.0']);
  });

  test('the same bytes again are one', async () => {
    const world = await openDesk();
    for (let time = 0; time < 3; time += 1)
      await world.desk.keep(transferOf(world, 'printer', [], { troubles: ['no-match'], raw: 'noise' }));
    expect(world.tests()).toHaveLength(1);
    expect(world.desk.counts()).toMatchObject({ duplicates: 2, unreadable: 3 });
  });

  test('in a storm is told in groups: few facts, every byte kept and named or waiting to be, over a kill too', async () => {
    let world = await openDesk();
    const storm = async (from: number, to: number): Promise<void> => {
      for (let place = from; place < to; place += 1) {
        await world.clock.advance(1000);
        await world.desk.keep(transferOf(world, 'printer', [], { troubles: ['not-text'], raw: `noise ${place}` }));
      }
    };
    await storm(0, 60);
    await world.clock.advance(2000);
    world = await world.killed();
    await storm(60, 500);
    expect(world.tests().length).toBeLessThan(30);
    expect(world.beside.raw.size).toBe(500);
    expect(world.desk.quarantine()).toHaveLength(8);
    expect(world.desk.quarantine().reduce((sum, { transfers }) => sum + transfers, 0)).toBe(507);
    const named = new Set(world.tests().flatMap(({ raw, details }) => [raw, ...(details?.['raws']?.split(' ') ?? [])]));
    expect(named.size).toBeGreaterThan(500 - 32);
  });
});

describe('bytes that are read again by a corrected profile', () => {
  const again = { analyzer: 'printer', by: 'p-01' };

  test('make a new fact of what reads otherwise, and leave the old one', async () => {
    const world = await openDesk();
    const [one, two] = await registeredMany(world, 2);
    const measuredAt = localText(world.clock.now());
    const read = (value: string) => [
      inhibition(value, { sampleId: one ?? '', measuredAt, channel: 1 }),
      inhibition('7.0', { sampleId: two ?? '', measuredAt, channel: 2 }),
    ];
    await world.desk.keep(transferOf(world, 'printer', read('610'), { raw: 'both' }));
    expect(world.desk.openCases()).toHaveLength(1);
    world.profile = () => ({ results: read('61.0'), troubles: [] });
    expect(await world.desk.readAgain(again)).toEqual({ read: 1, changed: 1, added: 0, gone: 0 });
    expect(world.tests().map(({ id, value, of }) => [id === world.tests()[0]?.id, value, of])).toEqual([
      [true, '610', undefined],
      [false, '7.0', undefined],
      [true, '61.0', numberOf(world.facts(), 'test')],
    ]);
    expect(await world.desk.readAgain(again)).toEqual({ read: 1, changed: 0, added: 0, gone: 0 });
  });

  test('turn what was unreadable into its results, and are known from then on', async () => {
    const world = await openDesk();
    const [one, two] = await registeredMany(world, 2);
    await world.desk.keep(transferOf(world, 'printer', [], { troubles: ['no-match'], raw: 'GBK' }));
    const measuredAt = localText(world.clock.now());
    const results = [
      inhibition('1.0', { sampleId: one ?? '', measuredAt }),
      inhibition('66', { sampleId: two ?? '', measuredAt }),
    ];
    world.profile = () => ({ results, troubles: [] });
    expect(await world.desk.readAgain(again)).toEqual({ read: 1, changed: 1, added: 1, gone: 0 });
    expect(world.desk.quarantine()).toEqual([]);
    expect(world.desk.openCases()).toMatchObject([{ sample: { id: two } }]);
    expect(await world.desk.keep(transferOf(world, 'printer', results))).toMatchObject({ tests: 0, duplicates: 2 });
    expect(await world.desk.readAgain(again)).toEqual({ read: 1, changed: 0, added: 0, gone: 0 });
  });

  test('leave what a person assigned where it is, and count what is gone', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    const measuredAt = localText(world.clock.now());
    await world.desk.keep(transferOf(world, 'printer', [inhibition('10', { measuredAt })], { raw: 'one' }));
    await world.desk.assign({ test: world.desk.quarantine()[0]?.test.id, sample, by: 'p-01' });
    world.profile = () => ({ results: [inhibition('1.0', { measuredAt })], troubles: [] });
    expect(await world.desk.readAgain(again)).toMatchObject({ changed: 1 });
    expect(world.tests().at(-1)).toMatchObject({ sample, value: '1.0', verdict: 'negative', assignedBy: expect.any(String) });
    world.beside.raw.clear();
    expect(await world.desk.readAgain(again)).toEqual({ read: 0, changed: 0, added: 0, gone: 1 });
  });
});
