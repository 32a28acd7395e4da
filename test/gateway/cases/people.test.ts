import { expect, test } from 'vitest';
import { inhibition, localText, openDesk, registered, sha256, transferOf } from './desk-at-work.ts';

const operatedBy = async (operator: string) => {
  const world = await openDesk();
  const sent = inhibition('3.0', { sampleId: await registered(world), measuredAt: localText(world.clock.now()), details: { operator, range: '0-50' } }); // biome-ignore format: a result
  await world.desk.keep(transferOf(world, 'reader', [sent], { raw: 'one' }));
  return { world, sent };
};

test('whoever an instrument names as its operator is in no fact: a reference stands there, and the name beside the record', async () => {
  const { world } = await operatedBy('赵六');
  const [kept] = world.tests();
  expect(kept?.details).toEqual({ operator: expect.stringMatching(/^[0-9a-f]{16}$/), range: '0-50' });
  expect(JSON.stringify(world.facts())).not.toContain('赵六');
  expect(world.beside.people.get(kept?.details?.['operator'] ?? '')).toBe('{"name":"赵六"}');
});

test('bytes that are read again name nobody either', async () => {
  const { world, sent } = await operatedBy('赵六');
  world.profile = () => ({ results: [{ ...sent, value: '4.0' }], troubles: [] });
  expect(await world.desk.readAgain({ analyzer: 'reader', by: 'p-01' })).toMatchObject({ changed: 1 });
  expect(world.tests().at(-1)).toMatchObject({ value: '4.0', details: { operator: expect.stringMatching(/^[0-9a-f]{16}$/) } });
  expect(JSON.stringify(world.facts())).not.toContain('赵六');
});

test('a person who is forgotten is erased beside the record, and the record says that it was done, and by whom', async () => {
  const world = await openDesk();
  await registered(world, { dealer: '李四', dealerNumber: 'JY2101' });
  await world.desk.forget({ person: '李四', by: 'p-01' });
  expect([...world.beside.people.values()].join()).not.toMatch(/李四|JY2101/);
  const on = sha256(Buffer.from('key 李四')).slice(0, 16);
  expect(world.facts().at(-1)).toMatchObject({ kind: 'act', does: 'person-forgotten', on });
  await expect(world.desk.forget({ person: '李四', by: 'p-01' })).rejects.toMatchObject({ code: 'request-refused' });
});
