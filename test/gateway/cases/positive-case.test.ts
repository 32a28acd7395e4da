import { describe, expect, test } from 'vitest';
import { createTestJudge } from '../../../gateway/rules/tests/judge-test.ts';
import { loadTestLimits } from '../../../gateway/rules/tests/load-test-limits.ts';
import { type DeskWorld, inhibition, localText, openDesk, registered, transferOf } from './desk-at-work.ts';

const HOUR = 3_600_000;

const measured = async (world: DeskWorld, sampleId: string, value: string): Promise<void> => {
  await world.clock.advance(60_000);
  await world.desk.keep(transferOf(world, 'reader', [inhibition(value, { sampleId, measuredAt: localText(world.clock.now()) })]));
};

/** A positive of a sample, and how its case is reached. */
const positive = async (changed: Readonly<Record<string, unknown>> = {}) => {
  const world = await openDesk();
  const sample = await registered(world, changed);
  await measured(world, sample, '61.0');
  const step = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
    world.desk.step({ case: world.desk.openCases()[0]?.id ?? 'none', step: name, by: 'p-01', ...more });
  return { world, sample, step, row: () => world.desk.openCases()[0] };
};

const refused = { code: 'request-refused' };

describe('a positive', () => {
  test('opens its case by itself; each repeat (复测) is counted and linked to it', async () => {
    const { world, sample, row } = await positive();
    await measured(world, sample, '58.0');
    expect(row()).toMatchObject({ repeats: 1, repeatsDue: 2 });
    await measured(world, sample, '63.5');
    expect(row()).toMatchObject({ repeats: 2, sample: { id: sample } });
    expect(world.caseSteps()).toEqual(['opened', 'repeated', 'repeated']);
    expect(world.desk.openCases()).toHaveLength(1);
    const [first, second] = world.tests();
    expect(world.desk.detailsForUpload(second?.id ?? '')).toMatchObject({
      first: first?.id,
      step: 'repeated',
      sample: { id: sample },
    });
  });

  test('that the instrument calls by the item’s own name is one, though its profile maps no code', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    await world.desk.keep(transferOf(world, 'reader', [{ sampleId, code: '农药残留', value: '66', unit: '%', record: '1' }]));
    expect(world.tests()).toMatchObject([{ code: '农药残留', item: 'pesticide-inhibition', verdict: 'positive' }]);
    expect(world.desk.openCases()).toHaveLength(1);
  });

  test('a repeat that comes to no verdict is noted, and doesn’t count', async () => {
    const { world, sample, row } = await positive();
    await measured(world, sample, '---');
    expect(row()).toMatchObject({ repeats: 0 });
    expect(world.caseSteps()).toEqual(['opened', 'repeated']);
  });

  test('a result that may be the first one sent again bears nothing out', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    for (let time = 0; time < 3; time += 1) {
      await world.desk.keep(transferOf(world, 'printer', [inhibition('61.0', { sampleId })]));
      await world.clock.advance(600_000);
    }
    expect(world.tests().map(({ possibleRepeat }) => possibleRepeat)).toEqual([undefined, true, true]);
    expect(world.desk.openCases()).toMatchObject([{ repeats: 0 }]);
    expect(world.desk.board()).toEqual([]);
  });

  test('is held back from the board until its repeats bear it out; nothing in doubt is shown as negative', async () => {
    const { world, sample } = await positive();
    expect(world.desk.board()).toEqual([]);
    await measured(world, sample, '12.0');
    expect(world.desk.board()).toEqual([]);
    await measured(world, sample, '55.0');
    expect(world.desk.board()).toMatchObject([{ sample, outcome: 'positive', stall: 'A-12' }]);
  });

  test('that both repeats refute is negative on the board, and closes without more', async () => {
    const { world, sample, step, row } = await positive();
    await measured(world, sample, '12.0');
    await measured(world, sample, '13.0');
    expect(world.desk.board()).toMatchObject([{ outcome: 'negative' }]);
    expect(row()?.missing).toEqual([]);
    await step('closed');
    expect(world.desk.openCases()).toEqual([]);
  });

  test('where the rule says so, is shown only once its case is closed', async () => {
    const world = await openDesk({ rules: (rules) => ({ ...rules, board: { ...rules.board, positives: 'closed' } }) });
    const sample = await registered(world);
    for (const value of ['61.0', '62.0', '63.0']) await measured(world, sample, value);
    expect(world.desk.board()).toEqual([]);
    const [open] = world.desk.openCases();
    await world.desk.step({ case: open?.id, step: 'closed', by: 'p-01', words: '商户当场下架并销毁，见照片' });
    expect(world.desk.board()).toMatchObject([{ outcome: 'positive' }]);
  });
});

test('the shipped limits and the desk fit: positive, negative, and goods whose positive is only suspect', async () => {
  const world = await openDesk({ judge: createTestJudge(await loadTestLimits()) });
  for (const [name, value] of [['生菜', '61.0'], ['生菜', '12.0'], ['韭菜', '61.0']] as const) {
    await measured(world, await registered(world, { name, category: 'vegetable' }), value);
  } // biome-ignore format: a list to read
  expect(world.tests().map(({ verdict }) => verdict)).toEqual(['positive', 'negative', 'suspect']);
  expect(world.desk.openCases()).toHaveLength(1);
  expect(world.desk.board()).toMatchObject([{ outcome: 'negative', verified: false }]);
});

describe('the steps of a case', () => {
  const repeated = async (changed: Readonly<Record<string, unknown>> = {}) => {
    const begun = await positive(changed);
    await measured(begun.world, begun.sample, '58.0');
    await measured(begun.world, begun.sample, '63.5');
    return begun;
  };

  test('lead from service over an objection and the laboratory (复检) to disposal and its end, each with person and time', async () => {
    const { world, step, row } = await repeated();
    await step('held');
    await step('served', { party: '李四' });
    await step('objected', { party: '李四' });
    await step('laboratory', { laboratory: '市检验院' });
    await step('laboratory-result', { verdict: 'positive' });
    await step('disposed', { kilograms: '12.5', how: '销毁', photo: 'a'.repeat(64) });
    expect(row()?.missing).toEqual([]);
    await step('closed');
    expect(world.caseSteps().slice(3)).toEqual([
      'held',
      'served',
      'objected',
      'laboratory',
      'laboratory-result',
      'disposed',
      'closed',
    ]);
    const acts = world.facts().filter((fact) => fact.kind === 'case' && fact.step !== 'opened' && fact.step !== 'repeated');
    expect(acts.every((fact) => fact.kind === 'case' && /^[0-9a-f]{16}$/.test(fact.by ?? ''))).toBe(true);
    expect(JSON.stringify(world.facts())).not.toMatch(/李四|p-01/);
    expect([...world.beside.people.values()]).toContain('{"name":"李四"}');
  });

  test('start the four hours for an objection when the result is served, not when it was measured', async () => {
    const { world, step, row } = await repeated();
    await world.clock.advance(3 * HOUR);
    const servedAt = world.clock.now() - 600_000;
    await step('served', { party: '李四', doneAt: servedAt });
    expect(row()?.due).toBe(servedAt + 4 * HOUR);
    expect(row()?.missing).toEqual(['no-objection', 'disposed']);
    await world.clock.advance(4 * HOUR);
    expect(row()?.missing).toEqual(['disposed']);
    await expect(step('objected', { party: '李四' })).rejects.toMatchObject(refused);
    await step('objected', { party: '李四', words: '送达时当事人在医院' });
  });

  test.each([
    ['a market’s own test', { commissionedBy: 'market' }],
    ['goods that are no edible farm product', { category: 'seasoning' }],
  ])('give no such time for %s', async (_, changed) => {
    const { step, row } = await repeated(changed);
    await step('served', { party: '李四' });
    expect(row()?.due).toBeUndefined();
    expect(row()?.missing).toEqual(['disposed']);
  });

  test.each([
    ['an objection before the service', 'objected', {}],
    ['a laboratory’s result before the laboratory', 'laboratory-result', { verdict: 'negative' }],
    ['a release of goods that were never held', 'released', { words: '误判' }],
    ['a repeat by hand', 'repeated', {}],
    ['an opening by hand', 'opened', {}],
    ['a service to nobody', 'served', {}],
    ['a disposal without its weight', 'disposed', { how: '销毁' }],
    ['a disposal of no number', 'disposed', { how: '销毁', kilograms: '十公斤' }],
    ['a time to come', 'held', { doneAt: Date.UTC(2027, 0, 1) }],
    ['an end before what is due is done', 'closed', {}],
    ['a step that nobody knows', 'burnt', {}],
  ])('refuse %s', async (_, name, more) => {
    const { world, step } = await repeated();
    const before = world.facts().length;
    await expect(step(name, more)).rejects.toMatchObject(refused);
    expect(world.facts()).toHaveLength(before);
  });

  test('take a service before the repeats only with words why', async () => {
    const { step } = await positive();
    await expect(step('served', { party: '李四' })).rejects.toMatchObject(refused);
    await step('served', { party: '李四', words: '样品不足，无法复测' });
  });

  test('name all that is missing, in the site’s words', async () => {
    const { step } = await positive();
    await expect(step('closed')).rejects.toThrow('repeated (rapid test), result served, goods disposed of');
  });

  test('go on after kill -9 where they were', async () => {
    const { world, step } = await repeated();
    await step('held');
    const again = await world.killed();
    expect(again.desk.openCases()).toMatchObject([{ repeats: 2, steps: [{}, {}, {}, { step: 'held' }] }]);
    await again.desk.step({ case: again.desk.openCases()[0]?.id, step: 'served', by: 'p-01', party: '李四' });
    expect(again.caseSteps()).toEqual(['opened', 'repeated', 'repeated', 'held', 'served']);
  });
});
