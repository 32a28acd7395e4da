import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../../bad-days/until.ts';
import { type MemoryJournal, memoryJournal, someFact } from '../../memory-journal.ts';
import {
  detailsOf,
  idOf,
  type PlatformSite,
  type PlatformSiteWish,
  platformSite,
  sampleFact,
  shipped,
  testFact,
} from './platform-site.ts';
import { guangxiStandIn, type StandIn, suzhouStandIn } from './stand-in.ts';

const JOURNEYS = [
  { shape: 'guangxi-example', standIn: guangxiStandIn },
  { shape: 'suzhou-example', standIn: suzhouStandIn },
] as const;

let journal: MemoryJournal;
let platform: StandIn;
let open: PlatformSite[];

beforeEach(() => {
  journal = memoryJournal();
  open = [];
});
afterEach(async () => {
  for (const { relay } of open) await relay.stop(0);
  await platform.close();
});

const start = (wish: Omit<PlatformSiteWish, 'url' | 'journal'>): PlatformSite => {
  const site = platformSite({ ...wish, url: platform.url, journal });
  open.push(site);
  return site;
};

const settled = (upTo = journal.heads().urgent[0]): Promise<boolean> =>
  until(`settled up to ${upTo}`, () => journal.delivered('city').urgent.upTo[0] >= upTo);

const names = (count: number, from = 0): readonly string[] => Array.from({ length: count }, (_, n) => `t${from + n}`);

describe.each(JOURNEYS)('an uplink of the shape $shape', ({ shape, standIn }) => {
  beforeEach(async () => {
    platform = await standIn();
  });

  test('brings every final test to the platform once, in order, and nothing else', async () => {
    journal.sealFacts([someFact(), testFact('t0'), testFact('t1')]);
    journal.sealFacts([testFact('control', { role: 'control' }), testFact('unknown', { quarantine: 'no-id' })]);
    journal.sealFacts([testFact('unjudged', { verdict: 'not-judged' }), testFact('old', { imported: true })]);
    journal.sealFacts([testFact('t2', { verdict: 'positive', value: '61.5' })]);
    start({ platform: shipped(shape) });
    await settled();
    expect(platform.stored).toEqual(['t0', 't1', 't2'].map(idOf));
    expect(platform.again).toEqual([]);
  });

  test('sends what is sealed while it runs', async () => {
    start({ platform: shipped(shape) });
    for (const name of names(5)) {
      journal.sealFacts([testFact(name)]);
      await settled();
    }
    expect(platform.stored).toEqual(names(5).map(idOf));
  });

  test('takes readings for delivered, for they are not for it', async () => {
    journal.sealReadings(10);
    start({ platform: shipped(shape) });
    journal.sealReadings(10);
    expect(journal.delivered('city').readings.upTo[0]).toBe(20);
  });

  test.each(['reset', 'silent', '500', 'truncated', 'page', 'flood', 'redirect', 'denied', 'token-expired'] as const)(
    'stores each once and in order, although a call ends with: %s',
    async (fault) => {
      platform.faults.push(fault, undefined, fault, fault);
      for (const name of names(45)) journal.sealFacts([testFact(name)]);
      start({ platform: shipped(shape) });
      await settled();
      expect(platform.stored).toEqual(names(45).map(idOf));
    },
  );

  test('is told "already there" when it was killed between answer and commit, and goes on', async () => {
    for (const name of names(12)) journal.sealFacts([testFact(name)]);
    // The frontier that a killed box comes back with: nothing of what was answered was committed.
    const forgetful: MemoryJournal = { ...journal, settle: () => undefined };
    const killed = platformSite({ url: platform.url, platform: shipped(shape), journal: forgetful });
    await until('all stored', () => platform.stored.length === 12);
    await killed.relay.stop(0);
    journal.sealFacts([testFact('t12')]);
    const { relay } = start({ platform: shipped(shape) });
    await settled();
    expect(platform.stored).toEqual(names(13).map(idOf));
    expect(platform.again.length).toBeGreaterThanOrEqual(12);
    expect(relay.status().counters).toMatchObject({ stored: 13, already: 12, refused: 0 });
  });

  test('sends what lies so far back that the desk has let go of it, with the sample that the record names', async () => {
    const sample = sampleFact('s-t0', { at: 1 });
    const sheet = {
      kind: 'act',
      at: 2,
      by: 'abcdef0123456789',
      does: 'run-sheet',
      on: 'pesticide-1',
      run: 'R1',
      wells: [],
    } as const;
    journal.sealFacts([sample, sheet]);
    for (let place = 0; place < 1_200; place += 1) journal.sealFacts([someFact()]);
    journal.sealFacts([testFact('t0', { run: 'R1' })]);
    const asked: unknown[] = [];
    start({
      platform: shipped(shape),
      details: (_, past) => {
        if (past !== undefined) asked.push([past.sample, past.operator]);
        return past?.sample === undefined ? undefined : { ...detailsOf('t0'), sample: past.sample };
      },
    });
    await settled();
    expect(platform.stored).toEqual([idOf('t0')]);
    expect(asked).toEqual([[sample, sheet.by]]);
  });

  test('tells nobody in the log or in a fact whom the platform named in its refusal', async () => {
    platform.refuse = () => '经营者李四未备案';
    journal.sealFacts([testFact('t0')]);
    const { relay, states } = start({ platform: shipped(shape) });
    await settled();
    expect(relay.status().refusals).toMatchObject([{ words: '经营者…未备案' }]);
    expect(JSON.stringify(states)).not.toContain('李四');
  });

  test('keeps and shows a refused record, and goes on with the lane', async () => {
    platform.refuse = (record) => (Object.values(record).includes('毒菜') ? '样品名称不合法\u001b[31m' : undefined);
    for (const name of names(5)) journal.sealFacts([testFact(name)]);
    const details = (id: string) => ({ ...detailsOf(id), sample: sampleFact(`s-${id}`, id === 't2' ? { name: '毒菜' } : {}) });
    const { relay, states } = start({ platform: shipped(shape), details });
    await settled();
    expect(platform.stored).toEqual(['t0', 't1', 't3', 't4'].map(idOf));
    expect(relay.status()).toMatchObject({ counters: { refused: 1 }, refusals: [{ test: 't2', why: 'refused' }] });
    expect(states).toContainEqual({
      on: 'uplink:city',
      state: 'refused-records',
      active: true,
      reason: 'refused t2: 样品名称不合法 [31m',
    });
  });

  test('keeps back what has no code, goes on behind it, and sends it once there is one', async () => {
    journal.sealFacts([testFact('t0'), testFact('t1', { analyzer: 'pesticide-2' })]);
    for (const name of names(40, 2)) journal.sealFacts([testFact(name)]);
    const { relay, states } = start({ platform: shipped(shape) });
    await until('the rest is stored', () => platform.stored.length === 41);
    await until('what is held is told', () => states.length > 0);
    expect(relay.status().waiting).toMatchObject([{ test: 't1', why: 'no-code', what: 'analyzer pesticide-2' }]);
    expect(states).toContainEqual({
      on: 'uplink:city',
      state: 'held-records',
      active: true,
      reason: 'no-code analyzer pesticide-2',
    });
    expect(journal.delivered('city').urgent.upTo[0]).toBe(0);
    await relay.stop(0);
    const own = { 'pesticide-1': 'SN-1', 'pesticide-2': '2' };
    start({ platform: shipped(shape), codes: { serialNumbers: own, deviceTypes: own, models: own, makers: own } });
    await settled();
    expect(platform.stored.at(-1)).toBe(idOf('t1'));
    expect(platform.stored.length).toBe(42);
  });

  test('lets a version that waits be overtaken by the one that corrects it', async () => {
    journal.sealFacts([testFact('t0', { analyzer: 'unregistered' })]);
    journal.sealFacts([testFact('t1')]);
    start({ platform: shipped(shape) });
    await until('the second is stored', () => platform.stored.length === 1);
    journal.sealFacts([testFact('t0', { of: 1 })]);
    await settled();
    expect(platform.stored).toEqual([idOf('t1'), idOf('t0')]);
  });

  test('sends a result once it is assigned, and shows a correction that the platform can’t be told of', async () => {
    journal.sealFacts([testFact('t0', { quarantine: 'unknown-id' })]);
    journal.sealFacts([testFact('t0', { of: 1 })]);
    journal.sealFacts([testFact('t0', { of: 2, verdict: 'positive' })]);
    const { relay } = start({ platform: shipped(shape) });
    await settled();
    expect(platform.stored).toEqual([idOf('t0')]);
    expect(relay.status().refusals).toMatchObject([{ test: 't0', number: 3, why: 'untold' }]);
  });

  test('waits, and says so, when user or password are wrong', async () => {
    journal.sealFacts([testFact('t0')]);
    const wrong = start({ platform: shipped(shape), password: 'wrong' });
    await until('denied', () => wrong.relay.status().states.has('denied'));
    expect(wrong.relay.status()).toMatchObject({
      connected: false,
      backlog: { urgent: 1 },
      failure: { code: 'platform-refused' },
    });
    expect(platform.stored).toEqual([]);
  });

  test('says that it is offline after a minute, and forgets it once the platform is back', async () => {
    journal.sealFacts([testFact('t0')]);
    platform.faults.push(...Array.from({ length: 16 }, () => 'reset' as const));
    const { relay, states } = start({ platform: shipped(shape) });
    await until('offline', () => states.some(({ state, active }) => state === 'offline' && active));
    expect(states.at(-1)).toMatchObject({ state: 'offline', reason: 'platform-unreachable' });
    await settled();
    expect(relay.status()).toMatchObject({ connected: true, backlog: { urgent: 0, readings: 0 } });
    expect(states.at(-1)).toMatchObject({ state: 'offline', active: false });
  });

  test('goes round a record at which the platform itself fails, and comes back to it', async () => {
    for (const name of names(3)) journal.sealFacts([testFact(name)]);
    platform.stumbles = (body) => body.includes(idOf('t1'));
    const { relay } = start({ platform: shipped(shape) });
    await until('the others are stored', () => platform.stored.length === 2);
    await until('it waits', () => relay.status().waiting.some(({ test, why }) => test === 't1' && why === 'unanswered'));
    platform.stumbles = () => false;
    await settled();
    expect(platform.stored).toEqual(['t0', 't2', 't1'].map(idOf));
    expect(relay.status().counters.refused).toBe(0);
  });
});

describe('an uplink with a second person', () => {
  test('keeps a test back that nobody has reviewed, and says whom it waits for', async () => {
    platform = await suzhouStandIn();
    journal.sealFacts([testFact('t0')]);
    journal.sealFacts([testFact('t1')]);
    const reviewed = new Set(['t1']);
    const details = (id: string) => {
      const { reviewer, ...rest } = detailsOf(id);
      return reviewed.has(id) ? { ...rest, reviewer: reviewer ?? '' } : rest;
    };
    const { relay } = start({ platform: shipped('suzhou-example'), details });
    await until('the second is stored', () => platform.stored.length === 1);
    expect(relay.status().waiting).toMatchObject([{ test: 't0', why: 'no-second-person' }]);
    reviewed.add('t0');
    await settled();
    expect(platform.stored).toEqual(['t1', 't0'].map(idOf));
    expect(relay.status().waiting).toEqual([]);
  });

  test('never tells a repeat as a re-inspection', async () => {
    platform = await suzhouStandIn();
    journal.sealFacts([testFact('t0', { verdict: 'positive' }), testFact('t1', { verdict: 'positive', repeatOf: 't0' })]);
    start({ platform: shipped('suzhou-example') });
    await settled();
    expect([...platform.records.values()].map((record) => record['ReviewIs'])).toEqual(['0', '0']);
  });

  test('checks out when it ends', async () => {
    platform = await suzhouStandIn();
    journal.sealFacts([testFact('t0')]);
    const { relay } = start({ platform: shipped('suzhou-example') });
    await settled();
    await relay.stop(5_000);
    expect(platform.log).toEqual(['in', 'out']);
  });
});

describe('a correction', () => {
  test('goes as a record of its own that names the one before, where the interface has a place for it', async () => {
    platform = await guangxiStandIn();
    const shape = shipped('guangxi-example');
    const list = shape.upload.body['result']?.records ?? {};
    const body = {
      ...shape.upload.body,
      result: { records: { ...list, corrects: { field: 'supersedes' as const, ifMissing: 'leave-out' as const } } },
    };
    journal.sealFacts([testFact('t0')]);
    journal.sealFacts([testFact('t0', { of: 1, value: '55', verdict: 'positive' })]);
    journal.sealFacts([testFact('t0', { of: 2, value: '5' })]);
    start({ platform: { ...shape, corrections: 'new-record', upload: { ...shape.upload, batch: 1, body } } });
    await settled();
    const [first, second, third] = platform.stored;
    expect(first).toBe(idOf('t0'));
    expect(platform.stored.map((id) => platform.records.get(id)?.['corrects'])).toEqual([undefined, first, second]);
    expect(platform.records.get(third ?? '')).toMatchObject({ checkResult: '5%', checkConclusion: '合格' });
  });
});

describe('what a platform is told', () => {
  test('is the test in its own names, words and codes', async () => {
    platform = await guangxiStandIn();
    journal.sealFacts([testFact('t0', { verdict: 'positive', value: '61.50', measuredAt: 1_795_247_000_000, clockAhead: 60 })]);
    start({ platform: shipped('guangxi-example') });
    await settled();
    expect(platform.records.get(idOf('t0'))).toEqual({
      sysCode: idOf('t0'), serialNumber: 'SN-1', deviceType: '1', cdName: '李四', cdIdNum: 'A-12', sampleNO: 's-t0', foodName: '菠菜',
      foodType: '0101', productionPlace: '云南', checkItem: 'NC01', checkMethod: 'GB/T 5009.199-2003', checkResult: '61.50%',
      limitValue: '<50%', checkConclusion: '不合格', checkUser: '张三', checkDate: '2026-11-21 15:42:20',
    }); // biome-ignore format: a record to read
  });

  test('holds the password as a hash only', async () => {
    platform = await guangxiStandIn();
    journal.sealFacts([testFact('t0')]);
    start({ platform: shipped('guangxi-example') });
    await settled();
    expect(platform.bodies.join()).not.toContain('s3cret');
  });
});
