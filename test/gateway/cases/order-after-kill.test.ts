import { expect, test } from 'vitest';
import { type DeskWorld, inhibition, localText, openDesk, registeredMany, transferOf } from './desk-at-work.ts';

const measured = async (world: DeskWorld, sampleId: string, value: string): Promise<void> => {
  await world.clock.advance(60_000);
  await world.desk.keep(transferOf(world, 'reader', [inhibition(value, { sampleId, measuredAt: localText(world.clock.now()) })]));
};

// Ids tell nothing of time. Here each is before the last, where saved states come back by their keys.

test('what was in doubt last stays in doubt after kill -9: an older negative does not pass in its place', async () => {
  const world = await openDesk({ idOf: (count) => `id-${99_999 - count}` });
  for (const sample of await registeredMany(world, 2)) for (const value of ['3.0', '---']) await measured(world, sample, value);
  expect(world.desk.board()).toEqual([]);
  const again = await world.killed();
  expect(again.desk.board()).toEqual([]);
  expect(again.desk.undecided()).toHaveLength(2);
  expect(again.desk.samples().map(({ tests }) => tests.map(({ value }) => value))).toEqual(Array(2).fill(['3.0', '---']));
});

test('a second positive is not hidden after kill -9 by the case of the first, which its repeats refuted', async () => {
  const world = await openDesk({ idOf: (count) => `id-${99_999 - count}` });
  for (const sample of await registeredMany(world, 2)) {
    for (const value of ['61.0', '2.0', '2.1']) await measured(world, sample, value);
    await world.desk.step({ case: world.desk.openCases()[0]?.id, step: 'closed', by: 'p-01' });
    await measured(world, sample, '70.0');
    await world.desk.step({ case: world.desk.openCases().at(-1)?.id, step: 'held', by: 'p-01' });
    await world.desk.step({
      case: world.desk.openCases().at(-1)?.id,
      step: 'closed',
      by: 'p-01',
      words: 'sent to the laboratory',
    });
  }
  expect(world.desk.board()).toEqual([]);
  expect((await world.killed()).desk.board()).toEqual([]);
});
