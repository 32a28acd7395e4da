import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, idKey, miscopied, sampleIdOf } from '../../../gateway/cases/sample-id.ts';
import { inhibition, localText, openDesk, registered, transferOf } from './desk-at-work.ts';

const LETTUCE = { name: '生菜', category: 'leaf-vegetable', commissionedBy: 'authority' };

describe('a sample', () => {
  test('gets an id that can be written on its bag and typed on a meter: date, counter, check digit', async () => {
    const world = await openDesk();
    expect([await registered(world), await registered(world)]).toEqual([sampleIdOf('260115', 1), sampleIdOf('260115', 2)]);
    world.clock.step(86_400_000);
    expect(await registered(world)).toBe(sampleIdOf('260116', 1));
  });

  test('may bring its own id, once', async () => {
    const world = await openDesk();
    expect(await registered(world, { id: 'CJ-2026-0007' })).toBe('CJ-2026-0007');
    await expect(registered(world, { id: 'cj20260007' })).rejects.toMatchObject({ code: 'request-refused' });
  });

  test('is in the record without anybody’s name', async () => {
    const world = await openDesk();
    await registered(world);
    const [fact] = world.facts().filter(({ kind }) => kind === 'sample');
    expect(fact).toMatchObject({ stall: 'A-12', dealer: expect.stringMatching(/^[0-9a-f]{16}$/), takenAt: world.clock.now() });
    expect(JSON.stringify(world.facts())).not.toContain('李四');
    expect([...world.beside.people.values()]).toEqual(['{"name":"李四"}', '{"name":"张三"}']);
  });

  test('keeps a dealer’s number when the dealer is named again without it, and refuses a second one under the same name', async () => {
    const world = await openDesk();
    await registered(world, { dealer: '王芳', dealerNumber: 'JY1' });
    const id = await registered(world, { dealer: '王芳' });
    const numbers = () => [...world.beside.people.values()].flatMap((text) => JSON.parse(text).number ?? []);
    expect(numbers()).toEqual(['JY1']);
    await expect(registered(world, { dealer: '王芳', dealerNumber: 'JY2' })).rejects.toThrow('another number');
    expect(numbers()).toEqual(['JY1']);
    await registered(world, { id, corrects: true, dealer: '王芳', dealerNumber: 'JY2' });
    expect(numbers()).toEqual(['JY2']);
  });

  test('that is corrected is a new fact of the same id, and its tests are judged anew', async () => {
    const world = await openDesk({
      judge: ({ category, value }) => ({ verdict: category === 'leaf-vegetable' && Number(value) > 5 ? 'positive' : 'negative' }),
    });
    const id = await registered(world, { category: 'fruit' });
    await world.desk.keep(
      transferOf(world, 'reader', [inhibition('7', { sampleId: id, measuredAt: localText(world.clock.now()) })]),
    );
    const number = world.facts().findIndex(({ kind }) => kind === 'sample') + 1;
    expect(await world.desk.register({ ...LETTUCE, id, corrects: true })).toMatchObject({ id, of: number });
    expect(world.tests().map(({ verdict }) => verdict)).toEqual(['negative', 'positive']);
    expect(world.desk.openCases()).toHaveLength(1);
    expect(world.desk.samples()).toHaveLength(1);
  });

  test('with faults is refused, all of them told at once', async () => {
    const world = await openDesk();
    const entered = {
      ...LETTUCE,
      name: '',
      commissionedBy: 'me',
      documents: [{ kind: 'invoice', form: 'verbal' }],
      colour: 'green',
    };
    const places = await world.desk
      .register(entered)
      .catch(({ faults }) => faults.map(({ place }: { place?: string }) => place ?? ''));
    expect(places.sort()).toEqual(['', 'commissionedBy', 'documents.0.form', 'name']);
    expect(world.facts().some(({ kind }) => kind === 'sample')).toBe(false);
  });

  test.each([
    ['a wrong check digit', { id: '260115-001-0' }],
    ['a correction of nobody', { id: 'X1', corrects: true }],
    ['a correction without an id', { corrects: true }],
    ['control characters', { name: '生\u0007菜' }],
    ['a name without end', { name: '菜'.repeat(201) }],
    ['nothing at all', null],
  ])('with %s is refused', async (_, changed) => {
    const world = await openDesk();
    const entered = changed === null ? null : { ...LETTUCE, ...changed };
    await expect(world.desk.register(entered)).rejects.toMatchObject({ code: 'request-refused' });
  });
});

describe('a list of samples', () => {
  test('is registered whole', async () => {
    const world = await openDesk();
    const all = await world.desk.registerAll([LETTUCE, { ...LETTUCE, id: 'B-7' }]);
    expect(all.map(({ id }) => id)).toEqual([sampleIdOf('260115', 1), 'B-7']);
  });

  test('with one fault in it is not registered at all, so that it can be entered again', async () => {
    const world = await openDesk();
    await registered(world, { id: 'C-1', dealer: '王芳', dealerNumber: 'JY1' });
    const before = world.facts().length;
    const list = [LETTUCE, { ...LETTUCE, id: 'c1' }, { ...LETTUCE, name: '' }, { ...LETTUCE, id: 'D' }, { ...LETTUCE, id: 'd' }, { ...LETTUCE, dealer: '王芳', dealerNumber: 'JY2' }]; // biome-ignore format: a list
    const faults = await world.desk.registerAll(list).catch((error) => error.faults);
    expect(faults.map(({ place }: { place: string }) => place)).toEqual(['2', '3.name', '5.id', '6']);
    expect(world.facts()).toHaveLength(before);
    await expect(world.desk.registerAll([])).rejects.toMatchObject({ code: 'request-refused' });
  });
});

describe('a given id', () => {
  const given = fc
    .tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 1, max: 999 }))
    .map(([date, count]) => sampleIdOf(String(date).padStart(6, '0'), count));

  test('shows every single digit that was miscopied', () => {
    fc.assert(
      fc.property(given, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (id, place, by) => {
        const digits = idKey(id);
        const wrong = `${digits.slice(0, place)}${(Number(digits[place]) + by) % 10}${digits.slice(place + 1)}`;
        expect(miscopied(id)).toBe(false);
        expect(miscopied(wrong)).toBe(true);
      }),
    );
  });

  test('ends with the digit of ISO/IEC 7064 MOD 11,10', () => expect(checkDigit('0794')).toBe('5'));
});

describe('a result read by eye', () => {
  const strip = { item: 'pesticide-inhibition', value: '3', by: 'p-01', confirmedBy: 'p-02' };

  test('needs two different persons, and says who they were only by reference', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    expect(await world.desk.typed({ ...strip, sample })).toMatchObject({ origin: 'typed', sample, verdict: 'negative' });
    const { typedBy, confirmedBy } = world.tests()[0] ?? {};
    expect(typedBy).not.toBe(confirmedBy);
    await expect(world.desk.typed({ ...strip, sample, confirmedBy: 'p-01' })).rejects.toMatchObject({ code: 'request-refused' });
  });

  test('needs a photograph where the rule asks for one', async () => {
    const world = await openDesk({ rules: (rules) => ({ ...rules, photo: { ...rules.photo, typed: true } }) });
    const sample = await registered(world);
    await expect(world.desk.typed({ ...strip, sample })).rejects.toMatchObject({ faults: [{ place: 'photo' }] });
    expect(await world.desk.typed({ ...strip, sample, photo: 'a'.repeat(64) })).toMatchObject({ photo: 'a'.repeat(64) });
  });

  test('again is a repeat, never a duplicate', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    const first = await world.desk.typed({ ...strip, sample });
    expect(await world.desk.typed({ ...strip, sample })).toMatchObject({ repeatOf: first.id });
  });
});

describe('a run sheet', () => {
  test('of an expired kit is made, warned of, and the record says so', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    const sheet = { by: 'p-01', analyzer: 'meter', wells: [{ channel: 1, sample }, { channel: 2, role: 'control' }], kit: { lot: 'L7', expiry: '2026-01-14' } }; // biome-ignore format: a sheet
    expect(await world.desk.runSheet(sheet)).toMatchObject({ run: '260115-1', warnings: ['kit-expired'] });
    expect(world.facts().at(-1)).toMatchObject({ kind: 'act', does: 'run-sheet', kit: { lot: 'L7' }, warnings: ['kit-expired'] });
    expect(await world.desk.runSheet({ ...sheet, kit: { lot: 'L8', expiry: '2026-01-15' } })).toMatchObject({
      run: '260115-2',
      warnings: ['waits'],
    });
  });

  test('with faults is refused, all of them told at once', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    const wells = [
      { channel: 1, sample },
      { channel: 1, sample: 'nobody' },
      { channel: 2 },
      { channel: 3, role: 'control', sample },
    ];
    const faults = await world.desk.runSheet({ by: 'p-01', analyzer: 'toaster', wells }).catch((error) => error.faults);
    expect(faults.map(({ place }: { place: string }) => place)).toEqual(['analyzer', 'wells.1', 'wells.1', 'wells.2', 'wells.3']);
  });

  test('that is over can’t be ended again', async () => {
    const world = await openDesk();
    await expect(world.desk.endSheet({ by: 'p-01', analyzer: 'meter', run: '7' })).rejects.toMatchObject({
      code: 'request-refused',
    });
  });
});

describe('memory', () => {
  test('lets closed samples and tests go after sixty days, never an open case or quarantine', async () => {
    const world = await openDesk();
    const [closed, open] = [await registered(world), await registered(world)];
    const measuredAt = localText(world.clock.now());
    await world.desk.keep(
      transferOf(world, 'reader', [
        inhibition('1', { sampleId: closed, measuredAt }),
        inhibition('70', { sampleId: open, measuredAt }),
        inhibition('2', { measuredAt }),
      ]),
    );
    world.clock.step(61 * 86_400_000);
    const today = await registered(world);
    expect(
      world.desk
        .samples()
        .map(({ sample: { id } }) => id)
        .sort(),
    ).toEqual([open, today].sort());
    expect(world.desk.openCases()).toHaveLength(1);
    expect(world.desk.quarantine()).toHaveLength(1);
    const again = await world.killed();
    expect(again.desk.samples()).toHaveLength(2);
  });
});
