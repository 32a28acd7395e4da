import { describe, expect, test } from 'vitest';
import { createTestJudge } from '../../../gateway/rules/tests/judge-test.ts';
import { loadTestLimits } from '../../../gateway/rules/tests/load-test-limits.ts';
import { type DeskWorld, inhibition, localText, openDesk, registered, transferOf } from './desk-at-work.ts';

const judge = createTestJudge(await loadTestLimits());

const measured = async (world: DeskWorld, sampleId: string, value: string): Promise<void> => {
  await world.clock.advance(60_000);
  await world.desk.keep(transferOf(world, 'reader', [inhibition(value, { sampleId, measuredAt: localText(world.clock.now()) })]));
};

/** Chives, which disturb the enzyme, with a value that says nothing. */
const chives = async (value = '61.0') => {
  const world = await openDesk({ judge });
  const sample = await registered(world, { name: '韭菜', category: 'vegetable' });
  await measured(world, sample, value);
  return { world, sample };
};

describe('a result that decides nothing', () => {
  test.each([
    ['goods that disturb the method', '61.0', 'suspect'],
    ['a run that failed', '-50', 'invalid'],
    ['a text that is no value', '---', 'not-judged'],
    ['a unit that has no exact conversion', '0.3 mg/kg', 'not-judged'],
  ])('of %s is listed until the sample is repeated', async (_, value, verdict) => {
    const { world, sample } = await chives(value);
    expect(world.desk.undecided()).toMatchObject([{ sample: { id: sample }, test: { verdict } }]);
    expect(world.desk.board()).toEqual([]);
    await world.desk.register({ id: sample, corrects: true, name: '生菜', category: 'leaf-vegetable', commissionedBy: 'market' });
    await measured(world, sample, '3.0');
    expect(world.desk.undecided()).toEqual([]);
  });

  test('is left alone once a person says why, over a kill too, and passes nowhere all the same', async () => {
    const { world } = await chives();
    const [row] = world.desk.undecided();
    await expect(world.desk.setAside({ test: row?.test.id, by: 'p-01' })).rejects.toMatchObject({ code: 'request-refused' });
    expect(await world.desk.setAside({ test: row?.test.id, by: 'p-01', words: 'sent to the laboratory' })).toBe(1);
    expect(world.facts().at(-1)).toMatchObject({ kind: 'act', does: 'set-aside', on: row?.test.id });
    const again = await world.killed();
    expect(again.desk.undecided()).toEqual([]);
    expect(again.desk.board()).toEqual([]);
    expect(again.desk.samples()[0]?.tests).toHaveLength(1);
  });

  test('is not among what is set aside by the hundred: that is for the quarantine alone', async () => {
    const { world } = await chives();
    const before = world.clock.now() + 1;
    expect(await world.desk.setAside({ analyzer: 'reader', before, by: 'p-01', words: 'old' })).toBe(0);
    expect(world.desk.undecided()).toHaveLength(1);
  });

  test('in an open case is the case’s affair', async () => {
    const world = await openDesk({ judge });
    const sample = await registered(world);
    await measured(world, sample, '61.0');
    await measured(world, sample, '---');
    expect(world.desk.openCases()).toHaveLength(1);
    expect(world.desk.undecided()).toEqual([]);
  });
});
