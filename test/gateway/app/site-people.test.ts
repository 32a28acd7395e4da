import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { erasedPeople, namesByReference } from '../../../gateway/app/erased-people.ts';
import { openSitePeople, type SitePeople } from '../../../gateway/app/site-people.ts';
import { openReferences } from '../../../gateway/evidence/person-reference.ts';
import { BesideStore } from '../../../gateway/journal/beside-store.ts';

const PEOPLE = [
  { id: 'p-01', name: '张老师', role: 'manager' },
  { id: 'p-02', role: 'cook' },
];

const kitchen = () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'larder-people-'));
  const store = new BesideStore(dataFolder);
  const warned: string[] = [];
  const time = { now: 1000 };
  onTestFinished(() => {
    store.close();
    rmSync(dataFolder, { recursive: true });
  });
  return {
    dataFolder,
    store,
    warned,
    time,
    open: (people = PEOPLE): Promise<SitePeople> =>
      openSitePeople(
        { people, dataFolder },
        {
          name: async (ref, text) => store.name(ref, text),
          person: async (ref) => store.person(ref),
          erase: async (ref) => store.erase(ref),
          isErased: async (ref) => store.isErased(ref),
        },
        { log: { error: ({ person }, words) => void warned.push(`${person} ${words}`) }, clock: { now: () => time.now } },
      ),
  };
};

test('a person named by id or by name is one, and who it is stands beside the record first', async () => {
  const { open, store } = kitchen();
  const people = await open();
  const ref = await people.refer('p-01');
  expect(ref).toMatch(/^[0-9a-f]{16}$/);
  expect(await people.refer('张老师')).toBe(ref);
  expect(store.person(ref)).toBe('{"name":"张老师"}');
  expect(store.person(await people.refer('p-02'))).toBe('{"name":"p-02"}');
  expect(store.person(await people.refer('新来的帮厨'))).toBe('{"name":"新来的帮厨"}');
});

test('two people of one name are not mistaken for each other', async () => {
  const { open } = kitchen();
  const people = await open([
    { id: 'a', name: '李', role: 'cook' },
    { id: 'b', name: '李', role: 'cook' },
  ]);
  expect(new Set([people.refOf('a'), people.refOf('b'), people.refOf('李')]).size).toBe(3);
});

test('whoever is erased is gone at once, under the name of early records too', async () => {
  const { open, store, dataFolder } = kitchen();
  const people = await open();
  const early = openReferences(dataFolder)('张老师');
  store.name(early, '{"name":"张老师"}');
  expect(await people.erase(await people.refer('p-01'))).toBe(true);
  expect(people.now().map(({ id }) => id)).toEqual(['p-02']);
  expect(store.person(early)).toBeUndefined();
  expect(await people.erase('0000000000000000')).toBe(false);
});

test('whoever was erased and still stands in the configuration does not come back at the next start, and it is said loudly', async () => {
  const { open, store, warned } = kitchen();
  const before = await open();
  const ref = await before.refer('p-01');
  await before.erase(ref);
  const after = await open();
  expect(after.erased).toEqual(['p-01']);
  expect(after.now().map(({ id }) => id)).toEqual(['p-02']);
  expect(warned).toEqual([expect.stringMatching(/^p-01 was erased.*take this entry out/)]);
  // The name now is anybody's: it leads to another reference, and never back to what was done before.
  expect(await after.refer('张老师')).not.toBe(ref);
  expect(store.person(ref)).toBeUndefined();
});

test('whoever reads the record finds the names of those who acted, by id as by name, and of nobody who was erased', async () => {
  const { open, dataFolder } = kitchen();
  expect(erasedPeople({ people: PEOPLE, dataFolder })).toEqual([]);
  const people = await open();
  const [boss, cook] = [await people.refer('张老师'), await people.refer('p-02')];
  expect(namesByReference({ people: PEOPLE, dataFolder })(boss)).toBe('张老师');
  await people.erase(boss);
  expect(erasedPeople({ people: PEOPLE, dataFolder })).toEqual(['p-01']);
  const names = namesByReference({ people: PEOPLE, dataFolder });
  expect([names(boss), names(cook)]).toEqual([undefined, 'p-02']);
});

test('whoever acted under a name of one’s own is named to the reader of the record, until erased', async () => {
  const { open, store, dataFolder } = kitchen();
  const people = await open();
  const helper = await people.refer('新来的帮厨');
  store.name('0123456789abcdef', 'no JSON');
  const nameOf = (ref: string) => namesByReference({ people: PEOPLE, dataFolder })(ref);
  expect([nameOf(helper), nameOf('0123456789abcdef')]).toEqual(['新来的帮厨', undefined]);
  await people.erase(helper);
  expect(nameOf(helper)).toBeUndefined();
});

test('an id that passes to another person gives the new name to nothing that was done before', async () => {
  const { open, store, dataFolder, time } = kitchen();
  const ref = await (await open()).refer('p-01');
  const renamed = [{ id: 'p-01', name: '王老师', role: 'manager' }];
  // The file alone was changed: nobody has acted under the new name.
  expect(namesByReference({ people: renamed, dataFolder })(ref)).toBe('张老师');
  time.now = 5000;
  expect(await (await open(renamed)).refer('p-01')).toBe(ref);
  const nameAt = namesByReference({ people: renamed, dataFolder });
  expect([nameAt(ref, 4999), nameAt(ref, 5000), nameAt(ref)]).toEqual(['张老师', '王老师', '王老师']);
  store.erase(ref);
  expect(namesByReference({ people: [], dataFolder })(ref, 4999)).toBeUndefined();
});
