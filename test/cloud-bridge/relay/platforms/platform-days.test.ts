import { beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../../bad-days/until.ts';
import { type MemoryJournal, someFact } from '../../memory-journal.ts';
import { detailsOf, idOf, platformSite, sampleFact, shipped, testFact } from './platform-site.ts';
import { JOURNEYS, names, platformTrial } from './platform-trial.ts';

const { trial, start, settled } = platformTrial();

describe.each(JOURNEYS)('an uplink of the shape $shape', ({ shape, standIn }) => {
  beforeEach(async () => {
    trial.platform = await standIn();
  });

  test('brings every final test to the platform once, in order, and nothing else', async () => {
    trial.journal.sealFacts([someFact(), testFact('t0'), testFact('t1')]);
    trial.journal.sealFacts([testFact('control', { role: 'control' }), testFact('unknown', { quarantine: 'no-id' })]);
    trial.journal.sealFacts([testFact('unjudged', { verdict: 'not-judged' }), testFact('old', { imported: true })]);
    trial.journal.sealFacts([testFact('t2', { verdict: 'positive', value: '61.5' })]);
    start({ platform: shipped(shape) });
    await settled();
    expect(trial.platform.stored).toEqual(['t0', 't1', 't2'].map(idOf));
    expect(trial.platform.again).toEqual([]);
  });

  test('sends what is sealed while it runs', async () => {
    start({ platform: shipped(shape) });
    for (const name of names(5)) {
      trial.journal.sealFacts([testFact(name)]);
      await settled();
    }
    expect(trial.platform.stored).toEqual(names(5).map(idOf));
  });

  test('takes readings for delivered, for they are not for it', async () => {
    trial.journal.sealReadings(10);
    start({ platform: shipped(shape) });
    trial.journal.sealReadings(10);
    expect(trial.journal.delivered('city').readings.upTo[0]).toBe(20);
  });

  test.each(['reset', 'silent', '500', 'truncated', 'page', 'flood', 'redirect', 'denied', 'token-expired'] as const)(
    'stores each once and in order, although a call ends with: %s',
    async (fault) => {
      trial.platform.faults.push(fault, undefined, fault, fault);
      for (const name of names(45)) trial.journal.sealFacts([testFact(name)]);
      start({ platform: shipped(shape) });
      await settled();
      expect(trial.platform.stored).toEqual(names(45).map(idOf));
    },
  );

  test('is told "already there" when it was killed between answer and commit, and goes on', async () => {
    for (const name of names(12)) trial.journal.sealFacts([testFact(name)]);
    // The frontier that a killed box comes back with: nothing of what was answered was committed.
    const forgetful: MemoryJournal = { ...trial.journal, settle: () => undefined };
    const killed = platformSite({ url: trial.platform.url, platform: shipped(shape), journal: forgetful });
    await until('all stored', () => trial.platform.stored.length === 12);
    await killed.relay.stop(0);
    trial.journal.sealFacts([testFact('t12')]);
    const { relay } = start({ platform: shipped(shape) });
    await settled();
    expect(trial.platform.stored).toEqual(names(13).map(idOf));
    expect(trial.platform.again.length).toBeGreaterThanOrEqual(12);
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
    trial.journal.sealFacts([sample, sheet]);
    for (let place = 0; place < 1_200; place += 1) trial.journal.sealFacts([someFact()]);
    trial.journal.sealFacts([testFact('t0', { run: 'R1' })]);
    const asked: unknown[] = [];
    start({
      platform: shipped(shape),
      details: (_, past) => {
        if (past !== undefined) asked.push([past.sample, past.operator]);
        return past?.sample === undefined ? undefined : { ...detailsOf('t0'), sample: past.sample };
      },
    });
    await settled();
    expect(trial.platform.stored).toEqual([idOf('t0')]);
    expect(asked).toEqual([[sample, sheet.by]]);
  });

  test('waits, and says so, when user or password are wrong', async () => {
    trial.journal.sealFacts([testFact('t0')]);
    const wrong = start({ platform: shipped(shape), password: 'wrong' });
    await until('denied', () => wrong.relay.status().states.has('denied'));
    expect(wrong.relay.status()).toMatchObject({
      connected: false,
      backlog: { urgent: 1 },
      failure: { code: 'platform-refused' },
    });
    expect(trial.platform.stored).toEqual([]);
  });

  test('says that it is offline after a minute, and forgets it once the platform is back', async () => {
    trial.journal.sealFacts([testFact('t0')]);
    trial.platform.faults.push(...Array.from({ length: 16 }, () => 'reset' as const));
    const { relay, states } = start({ platform: shipped(shape) });
    await until('offline', () => states.some(({ state, active }) => state === 'offline' && active));
    expect(states.at(-1)).toMatchObject({ state: 'offline', reason: 'platform-unreachable' });
    await settled();
    expect(relay.status()).toMatchObject({ connected: true, backlog: { urgent: 0, readings: 0 } });
    expect(states.at(-1)).toMatchObject({ state: 'offline', active: false });
  });

  test('goes round a record at which the platform itself fails, and comes back to it', async () => {
    for (const name of names(3)) trial.journal.sealFacts([testFact(name)]);
    trial.platform.stumbles = (body) => body.includes(idOf('t1'));
    const { relay } = start({ platform: shipped(shape) });
    await until('the others are stored', () => trial.platform.stored.length === 2);
    await until('it waits', () => relay.status().waiting.some(({ test, why }) => test === 't1' && why === 'unanswered'));
    trial.platform.stumbles = () => false;
    await settled();
    expect(trial.platform.stored).toEqual(['t0', 't2', 't1'].map(idOf));
    expect(relay.status().counters.refused).toBe(0);
  });
});
