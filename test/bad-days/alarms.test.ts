import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial, probes, type Trial } from './gateway-on-trial.ts';
import { until } from './until.ts';
import { writeWetRule } from './wet-rule.ts';

/** A site whose probe's air may be made too wet, against a limit that is law. */
const openWetSite = async (later: Later) => {
  const devices = await createCountingDevices(1);
  const server = await serveCounting(devices);
  later(() => server.close());
  const [probe] = probes(1, '100ms');
  const people = [{ id: 'p-01', name: '张老师', role: 'manager' }];
  const site = {
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [{ ...probe, channels: { temperature: {}, humidity: { rule: 'test.wet', cabinet: 'dry store' } } }],
    people,
  };
  const trial = openTrial(later, site);
  trial.configure({ ...site, rules: writeWetRule(trial.folder) });
  return { trial, air: (humidity: number) => devices.devices[0]?.show('humidity', humidity) };
};

const alarmsOf = async (gateway: GatewayOnTrial) => (await gateway.status()).alarms;
const raisedIn = (gateway: GatewayOnTrial) =>
  until('the alarm', async () => (await alarmsOf(gateway)).find(({ active, wants }) => active && wants.length > 0));
const factsOf = async (
  trial: Trial,
  what: 'acts' | 'alarms' | 'excursions',
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { out } = await trial.command('export', '--what', what, '--format', 'ndjson');
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
};

/** Each with its own number in the record. */
const excursionsOf = async (trial: Trial): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { out } = await trial.command('export', '--format', 'blocks');
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.flatMap(({ facts = [], first }) =>
    facts.flatMap((fact: { readonly kind: string }, place: number) =>
      fact.kind === 'excursion' ? [{ ...fact, number: first + place }] : [],
    ),
  );
};

test('an act that was answered outlives kill -9, and the restart in mid-alarm un-acknowledges nothing', async ({
  onTestFinished,
}) => {
  const { trial, air } = await openWetSite(onTestFinished);
  const first = await trial.begin();
  air(95);
  const { id } = await raisedIn(first);
  expect((await trial.command('status')).code).toBe(1);
  const seen = await trial.command('acknowledge', id.slice(0, 8), '--by', 'p-01');
  expect(seen).toMatchObject({ code: 0, out: 'Acknowledged: 1.\n' });
  first.kill('SIGKILL'); // the moment it was answered
  await first.ended;

  const second = await trial.begin();
  expect(await alarmsOf(second)).toMatchObject([
    { id, active: true, acknowledged: true, wants: ['confirm'], cabinet: 'dry store' },
  ]);
  air(60);
  await until('it is over', async () => (await alarmsOf(second)).find(({ active }) => !active));
  const listed = await trial.command('alarms');
  expect(listed.code).toBe(1); // over, and nobody has said what was done
  expect(listed.out).toMatch(
    /dry store +TOO HIGH +legal limit \S+ %RH \(\S+\) .* over since .*, seen, corrective action not confirmed\n {4}→ Close the door/,
  );

  const wrong = await trial.command('confirm', id, '--by', '张老师', '--action', 'cycle-repeated');
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('door-closed') });
  const done = await trial.command(
    'confirm',
    id,
    '--by',
    '张老师',
    '--action',
    'goods-moved',
    '--goods',
    'moved',
    '--kilograms',
    '3.5',
  );
  expect(done).toMatchObject({ code: 0, out: 'Kept in the record.\n' });
  expect(await trial.command('alarms')).toMatchObject({ code: 0, out: 'No alarm is open.\n' });
  expect((await trial.command('status')).code).toBe(0);
  await second.stop();

  const acts = await factsOf(trial, 'acts');
  expect(acts).toMatchObject([
    { does: 'acknowledge', on: id, way: 'command', by: expect.stringMatching(/^[0-9a-f]{16}$/) },
    { does: 'confirm', on: id, action: 'goods-moved', goods: 'moved', kilograms: '3.5' },
  ]);
  expect(acts[0]?.['by']).toBe(acts[1]?.['by']); // by id and by name, it is the same person
  expect(JSON.stringify(acts)).not.toContain('张老师');
  // Told when it was over, and anew with what became of the goods; the time between the kill and the restart is unproven.
  const excursions = await excursionsOf(trial);
  expect(excursions).toHaveLength(2);
  expect(excursions[0]).toMatchObject({ alarms: [id], cabinet: 'dry store', level: 'legal', limit: 80, peak: 95 });
  expect(excursions[0]?.['goods']).toBeUndefined();
  expect(Number(excursions[0]?.['unproven'])).toBeGreaterThan(0);
  expect(excursions[1]).toMatchObject({ id: excursions[0]?.['id'], of: excursions[0]?.['number'], goods: 'moved' });
  expect(await factsOf(trial, 'excursions')).toMatchObject([
    {
      id: excursions[0]?.['id'], number: excursions[1]?.['number'], limit: 80, peak: 95, alarms: [id], goods: 'moved',
      acts: [{ does: 'acknowledge', on: id, by: acts[0]?.['by'] }, { does: 'confirm', action: 'goods-moved', kilograms: '3.5' }],
    },
  ]); // biome-ignore format: a row to read
  const { out } = await trial.command('export', '--what', 'excursions', '--to', '2020-01-01');
  expect(out.trim()).toMatch(/^at,id,channel,.*,alarms,goods,acts,camera,number$/);
  expect((await trial.command('verify')).code).toBe(0);
});

test('a shelf and a maintenance outlive a restart; what is out of service calls nobody', async ({ onTestFinished }) => {
  const { trial, air } = await openWetSite(onTestFinished);
  const first = await trial.begin();
  air(95);
  const { id } = await raisedIn(first);
  expect((await trial.command('shelve', id, '--for', '1h', '--reason', 'loading', '--by', 'p-01')).code).toBe(0);
  expect((await trial.command('alarms')).code).toBe(0);
  await first.stop();
  const second = await trial.begin();
  expect(await alarmsOf(second)).toMatchObject([{ id, shelved: true, active: true }]);
  expect((await trial.command('shelve', id, '--off', '--by', 'p-01')).code).toBe(0);
  expect((await trial.command('alarms')).code).toBe(1);

  expect((await trial.command('maintenance', 'dry store', '--by', 'p-01', '--reason', 'new seal')).code).toBe(0);
  second.kill('SIGKILL');
  await second.ended;
  const third = await trial.begin();
  const status = await third.status();
  expect(status.alarms).toMatchObject([{ id, outOfService: true, active: true }]);
  expect(status.states).toMatchObject([{ on: 'dry store', state: 'maintenance', reason: 'new seal' }]);
  const until = /dry store: in maintenance: recorded, not alarmed until \d{4}-\d\d-\d\d \d\d:\d\d — new seal/;
  expect(await trial.command('status')).toMatchObject({ code: 0, out: expect.stringMatching(until) });
  expect(await trial.command('alarms')).toMatchObject({ code: 0, out: expect.stringMatching(until) });
  expect((await trial.command('maintenance', 'dry store', '--end', '--by', 'p-01')).code).toBe(0);
  expect((await trial.command('status')).code).toBe(1);
  expect((await trial.command('acknowledge', 'all', '--by', '新来的帮厨')).code).toBe(0);
  await third.stop();
  const acts = await factsOf(trial, 'acts');
  expect(acts.map(({ does }) => does)).toEqual(['shelve', 'unshelve', 'maintenance', 'in-service', 'acknowledge']);
  expect(readFileSync(join(trial.dataFolder, 'people.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

test('whoever names no alarm, no person, no time or no cabinet is told how', async ({ onTestFinished }) => {
  const { trial } = await openWetSite(onTestFinished);
  await trial.begin();
  const wrong: readonly (readonly [readonly string[], number, string])[] = [
    [['acknowledge', '--by', 'p-01'], 2, 'Name one alarm'],
    [['acknowledge', 'all'], 2, '--by'],
    [['acknowledge', 'nobody', '--by', 'p-01'], 1, 'no alarm “nobody” is open'],
    [['shelve', 'x', '--by', 'p-01'], 2, '--until'],
    [['shelve', 'x', '--until', 'later', '--reason', 'y', '--by', 'p-01'], 2, 'is no time'],
    [['shelve', 'x', '--until', '2026-11-28T18:00', '--reason', 'y', '--by', 'p-01'], 2, 'is no time'],
    [['shelve', 'x', '--until', '1h', '--for', '1h', '--reason', 'y', '--by', 'p-01'], 2, 'write one of them'],
    [['maintenance', '--by', 'p-01'], 2, 'Name one cabinet'],
    [['maintenance', 'site', '--by', 'p-01'], 1, 'say with --for or --until how long'],
    [['maintenance', 'attic', '--by', 'p-01'], 1, 'no cabinet'],
  ];
  for (const [[name = '', ...words], code, why] of wrong)
    expect(await trial.command(name, ...words), words.join(' ')).toMatchObject({ code, err: expect.stringContaining(why) });
});
