import { beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../../bad-days/until.ts';
import { detailsOf, idOf, sampleFact, shipped, testFact } from './platform-site.ts';
import { JOURNEYS, names, platformTrial } from './platform-trial.ts';
import { guangxiStandIn, suzhouStandIn } from './stand-in.ts';

const { trial, start, settled } = platformTrial();

describe.each(JOURNEYS)('an uplink of the shape $shape', ({ shape, standIn }) => {
  beforeEach(async () => {
    trial.platform = await standIn();
  });

  test('tells nobody in the log or in a fact whom the platform named in its refusal', async () => {
    trial.platform.refuse = () => '经营者李四未备案';
    trial.journal.sealFacts([testFact('t0')]);
    const { relay, states } = start({ platform: shipped(shape) });
    await settled();
    expect(relay.status().refusals).toMatchObject([{ words: '经营者…未备案' }]);
    expect(JSON.stringify(states)).not.toContain('李四');
  });

  test('keeps and shows a refused record, and goes on with the lane', async () => {
    trial.platform.refuse = (record) => (Object.values(record).includes('毒菜') ? '样品名称不合法\u001b[31m' : undefined);
    for (const name of names(5)) trial.journal.sealFacts([testFact(name)]);
    const details = (id: string) => ({ ...detailsOf(id), sample: sampleFact(`s-${id}`, id === 't2' ? { name: '毒菜' } : {}) });
    const { relay, states } = start({ platform: shipped(shape), details });
    await settled();
    expect(trial.platform.stored).toEqual(['t0', 't1', 't3', 't4'].map(idOf));
    expect(relay.status()).toMatchObject({ counters: { refused: 1 }, refusals: [{ test: 't2', why: 'refused' }] });
    expect(states).toContainEqual({
      on: 'uplink:city',
      state: 'refused-records',
      active: true,
      reason: 'refused t2: 样品名称不合法 [31m',
    });
  });

  test('keeps back what has no code, goes on behind it, and sends it once there is one', async () => {
    trial.journal.sealFacts([testFact('t0'), testFact('t1', { analyzer: 'pesticide-2' })]);
    for (const name of names(40, 2)) trial.journal.sealFacts([testFact(name)]);
    const { relay, states } = start({ platform: shipped(shape) });
    await until('the rest is stored', () => trial.platform.stored.length === 41);
    await until('what is held is told', () => states.length > 0);
    expect(relay.status().waiting).toMatchObject([{ test: 't1', why: 'no-code', what: 'analyzer pesticide-2' }]);
    expect(states).toContainEqual({
      on: 'uplink:city',
      state: 'held-records',
      active: true,
      reason: 'no-code analyzer pesticide-2',
    });
    expect(trial.journal.delivered('city').urgent.upTo[0]).toBe(0);
    await relay.stop(0);
    const own = { 'pesticide-1': 'SN-1', 'pesticide-2': '2' };
    start({ platform: shipped(shape), codes: { serialNumbers: own, deviceTypes: own, models: own, makers: own } });
    await settled();
    expect(trial.platform.stored.at(-1)).toBe(idOf('t1'));
    expect(trial.platform.stored.length).toBe(42);
  });

  test('lets a version that waits be overtaken by the one that corrects it', async () => {
    trial.journal.sealFacts([testFact('t0', { analyzer: 'unregistered' })]);
    trial.journal.sealFacts([testFact('t1')]);
    start({ platform: shipped(shape) });
    await until('the second is stored', () => trial.platform.stored.length === 1);
    trial.journal.sealFacts([testFact('t0', { of: 1 })]);
    await settled();
    expect(trial.platform.stored).toEqual([idOf('t1'), idOf('t0')]);
  });

  test('sends a result once it is assigned, and shows a correction that the platform can’t be told of', async () => {
    trial.journal.sealFacts([testFact('t0', { quarantine: 'unknown-id' })]);
    trial.journal.sealFacts([testFact('t0', { of: 1 })]);
    trial.journal.sealFacts([testFact('t0', { of: 2, verdict: 'positive' })]);
    const { relay } = start({ platform: shipped(shape) });
    await settled();
    expect(trial.platform.stored).toEqual([idOf('t0')]);
    expect(relay.status().refusals).toMatchObject([{ test: 't0', number: 3, why: 'untold' }]);
  });
});

describe('an uplink with a second person', () => {
  test('keeps a test back that nobody has reviewed, and says whom it waits for', async () => {
    trial.platform = await suzhouStandIn();
    trial.journal.sealFacts([testFact('t0')]);
    trial.journal.sealFacts([testFact('t1')]);
    const reviewed = new Set(['t1']);
    const details = (id: string) => {
      const { reviewer, ...rest } = detailsOf(id);
      return reviewed.has(id) ? { ...rest, reviewer: reviewer ?? '' } : rest;
    };
    const { relay } = start({ platform: shipped('suzhou-example'), details });
    await until('the second is stored', () => trial.platform.stored.length === 1);
    expect(relay.status().waiting).toMatchObject([{ test: 't0', why: 'no-second-person' }]);
    reviewed.add('t0');
    await settled();
    expect(trial.platform.stored).toEqual(['t1', 't0'].map(idOf));
    expect(relay.status().waiting).toEqual([]);
  });

  test('never tells a repeat as a re-inspection', async () => {
    trial.platform = await suzhouStandIn();
    trial.journal.sealFacts([testFact('t0', { verdict: 'positive' }), testFact('t1', { verdict: 'positive', repeatOf: 't0' })]);
    start({ platform: shipped('suzhou-example') });
    await settled();
    expect([...trial.platform.records.values()].map((record) => record['ReviewIs'])).toEqual(['0', '0']);
  });

  test('checks out when it ends', async () => {
    trial.platform = await suzhouStandIn();
    trial.journal.sealFacts([testFact('t0')]);
    // A goodbye has one second of this clock, and the platform is on the same busy machine.
    const { relay } = start({ platform: shipped('suzhou-example'), speed: 1 });
    await settled();
    await relay.stop(5_000);
    expect(trial.platform.log).toEqual(['in', 'out']);
  });
});

describe('a correction', () => {
  test('goes as a record of its own that names the one before, where the interface has a place for it', async () => {
    trial.platform = await guangxiStandIn();
    const shape = shipped('guangxi-example');
    const list = shape.upload.body['result']?.records ?? {};
    const body = {
      ...shape.upload.body,
      result: { records: { ...list, corrects: { field: 'supersedes' as const, ifMissing: 'leave-out' as const } } },
    };
    trial.journal.sealFacts([testFact('t0')]);
    trial.journal.sealFacts([testFact('t0', { of: 1, value: '55', verdict: 'positive' })]);
    trial.journal.sealFacts([testFact('t0', { of: 2, value: '5' })]);
    start({ platform: { ...shape, corrections: 'new-record', upload: { ...shape.upload, batch: 1, body } } });
    await settled();
    const [first, second, third] = trial.platform.stored;
    expect(first).toBe(idOf('t0'));
    expect(trial.platform.stored.map((id) => trial.platform.records.get(id)?.['corrects'])).toEqual([undefined, first, second]);
    expect(trial.platform.records.get(third ?? '')).toMatchObject({ checkResult: '5%', checkConclusion: '合格' });
  });
});
