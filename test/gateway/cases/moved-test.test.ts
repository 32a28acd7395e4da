import { describe, expect, test } from 'vitest';
import { type DeskWorld, inhibition, localText, openDesk, registered, transferOf } from './desk-at-work.ts';

const measured = async (world: DeskWorld, sampleId: string, value: string): Promise<void> => {
  await world.clock.advance(60_000);
  await world.desk.keep(transferOf(world, 'reader', [inhibition(value, { sampleId, measuredAt: localText(world.clock.now()) })]));
};

/** Two samples; `values` were all joined to the first of them. */
const joined = async (...values: readonly string[]) => {
  const world = await openDesk();
  const [wrong, right] = [await registered(world), await registered(world)];
  for (const value of values) await measured(world, wrong, value);
  const [first] = world.tests();
  const move = (words?: string, to = right, id = first?.id) => world.desk.assign({ test: id, sample: to, by: 'p-01', words });
  return { world, wrong, right, move, first };
};

const refused = { code: 'request-refused' };

describe('a result that was joined to the wrong sample', () => {
  test('is moved with words why: a new fact of the same test, an act with the words, judged anew', async () => {
    const { world, right, move, first } = await joined('12.0');
    expect(await move('bags 1 and 2 were swapped')).toMatchObject({ id: first?.id, sample: right, of: expect.any(Number) });
    expect(world.facts().at(-1)).toMatchObject({
      kind: 'act',
      does: 'test-moved',
      on: first?.id,
      words: 'bags 1 and 2 were swapped',
    });
    expect(world.desk.board()).toMatchObject([{ sample: right, outcome: 'negative' }]);
  });

  test('stays where it is without words, of the same sample, of a control, or of a sample that nobody knows', async () => {
    const { world, wrong, move } = await joined('12.0');
    await expect(move()).rejects.toThrow('say in words why');
    await expect(move('no', wrong)).rejects.toMatchObject(refused);
    await expect(move('no', 'nobody')).rejects.toMatchObject(refused);
    await world.desk.keep(transferOf(world, 'reader', [inhibition('0.9', { role: 'control', measuredAt: localText(0) })]));
    await expect(move('no', wrong, world.tests().at(-1)?.id)).rejects.toThrow('control');
  });

  test('takes its positive with it: the case of the one is closed, the other has one, and the first is clear again', async () => {
    const { world, wrong, right, move } = await joined('61.0');
    await move('bags swapped');
    expect(world.desk.openCases()).toMatchObject([{ sample: { id: right }, repeats: 0 }]);
    await measured(world, wrong, '3.0');
    expect(world.desk.board()).toMatchObject([{ sample: wrong, outcome: 'negative' }]);
    expect(world.caseSteps()).toEqual(['opened', 'closed', 'opened']);
  });

  test('leaves what repeated it with a first of its own, and a positive among it with a case', async () => {
    const { world, wrong, right, move } = await joined('61.0', '64.0', '2.0');
    await move('bags swapped');
    const cases = world.desk.openCases();
    expect(cases.map(({ sample, repeats }) => [sample.id, repeats])).toEqual([[right, 0], [wrong, 1]]); // biome-ignore format: rows
    const left = world.desk.samples().find(({ sample }) => sample.id === wrong)?.tests ?? [];
    expect(left?.map(({ value, repeatOf }) => [value, repeatOf])).toEqual([['64.0', undefined], ['2.0', left[0]?.id]]); // biome-ignore format: rows
    expect(world.desk.board()).toEqual([]);
  });

  test('that was a repeat bears the positive no longer out', async () => {
    const { world, move } = await joined('61.0', '64.0', '62.0');
    expect(world.desk.board()).toMatchObject([{ outcome: 'positive' }]);
    const [, , last] = world.tests();
    await move('bags swapped', undefined, last?.id);
    expect(world.desk.openCases()[0]).toMatchObject({ repeats: 1 });
    expect(world.desk.board()).toEqual([]);
  });

  test('is where it was moved to after kill -9, too', async () => {
    const { world, right, move, first } = await joined('61.0');
    await move('bags swapped');
    const again = await world.killed();
    expect(again.desk.openCases()).toMatchObject([{ test: { id: first?.id }, sample: { id: right } }]);
  });
});
