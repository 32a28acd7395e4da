import { expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { localDate } from '../../gateway/domain/local-time.ts';
import type { GatewayOnTrial } from './gateway-on-trial.ts';
import { openPanelSite } from './panel-site.ts';
import { until } from './until.ts';

/** Commands write where, what is wrong, and what to write instead. */
const FAULT = /^--(\S+) {2}(.+)\n {4}→ (.+)$/gm;
const faultsIn = (err: string): readonly string[] => [...err.matchAll(FAULT)].map(([, option, wrong]) => `${option}: ${wrong}`);

const shownBy = async (gateway: GatewayOnTrial) =>
  (await gateway.status()).channels.find(({ id }) => id === 'probe/humidity')?.value;

const retention = { cabinets: ['sample fridge'], meals: [{ meal: 'dinner', by: '24:00' }] };

test('a cook keeps the book of retained samples by the command, in either language, and is told in words what is missing', async ({
  onTestFinished,
}) => {
  const { trial, again } = await openPanelSite(onTestFinished, { retention });
  const gateway = await trial.begin();
  await until('a value', async () => (await shownBy(gateway)) === 55);
  const retain = (...words: string[]) => trial.command('retain', ...words);

  expect(await retain()).toMatchObject({ code: 0, out: 'No retained samples.\n' });
  const empty = await retain('add');
  expect([empty.code, faultsIn(empty.err)]).toEqual([
    2,
    ['meal: is missing', 'dish: is missing', 'grams: is missing', 'by: is missing'],
  ]);
  const wrong = await retain('add', '--meal', 'tea', '--dish', 'Cake', '--grams', 'much', '--by', 'p-01', '--taken-at', 'noon');
  expect(faultsIn(wrong.err)).toEqual([
    'meal: “tea” is not understood',
    'grams: “much” is no number',
    'taken-at: “noon” is not understood',
  ]);
  expect(wrong.err).toContain('→ Write it as in: --taken-at 12:30');

  const unseen = await retain('add', '--meal', 'dinner', '--dish', 'Soup', '--dish', 'R\tice', '--grams', '0', '--by', 'p-01');
  expect([unseen.code, unseen.err]).toEqual([
    1,
    [
      'request-refused: 2 things are wrong with what was entered; nothing was changed',
      '--dish (2)  holds a character that nobody can see, such as a line break or a tab',
      '    → Correct it and enter it again.',
      '--grams  must be more than 0',
      '    → Correct it and enter it again.',
      'Read what the gateway says above; nothing was changed.',
      '',
    ].join('\n'),
  ]);

  const midnight = '00:00';
  const day = localDate(systemClock.now(), 'Asia/Shanghai').slice(2).replaceAll('-', '');
  const added = await retain(
    'add',
    '--meal',
    '午餐',
    '--dish',
    '红烧肉',
    '--dish',
    '米饭',
    '--grams',
    '130 克',
    '--by',
    '李师傅',
    '--taken-at',
    midnight,
  );
  expect(added.out).toMatch(new RegExp(`^${day}-L1 +红烧肉 +sample fridge +keep until .* 00:00\\n${day}-L2 +米饭`));
  expect((await retain('add', '--meal', 'dinner', '--dish', 'Soup', '--grams', '100g', '--by', 'p-01')).code).toBe(0);
  const book = await retain();
  expect(book.out).toMatch(/Soup +dinner +100 g: too little .* 张老师 .* kept/);
  // Since midnight its fridge was proven for some seconds at most; the rest is unproven, and never in order.
  expect(book.out).toMatch(/红烧肉 +lunch +130 g .* 李师傅 .* 0\.\d h in, 0\.0 h out, [\d.]+ h unproven/);

  expect(await retain('dispose', '--due', '--by', 'p-01')).toMatchObject({
    code: 0,
    out: '',
    err: 'No sample is due for disposal.\n',
  });
  const early = await retain('dispose', `${day}-L2`, '--by', 'p-01');
  expect(early).toMatchObject({ code: 1, err: expect.stringContaining('say in words why it goes before') });
  const gone = await retain('dispose', `${day}-L2`, '--by', 'p-01', '--words', 'the container broke');
  expect(gone.out).toMatch(/-L2 +米饭 +sample fridge +disposed of /);
  gateway.kill('SIGKILL');
  await gateway.ended;

  const chinese = { gateway: { id: 'bad-day', timezone: 'Asia/Shanghai', language: 'zh-CN' } };
  again(chinese);
  await trial.begin();
  const shown = await retain();
  expect(shown.out).toContain('由张老师销毁');
  expect(shown.out).toMatch(/Soup +晚餐 +100 g：不足/);
  // The gateway speaks its site's language, and the hint below it the same.
  expect((await retain('add', '--meal', 'dinner', '--dish', '汤', '--grams', '0', '--by', 'p-01')).err).toBe(
    [
      'request-refused: 录入内容有一处错误；没有做任何改动',
      '--grams  必须大于 0',
      '    → 改正后重新录入。',
      '请看上面网关的说明；没有做任何改动。',
      '',
    ].join('\n'),
  );
  expect((await retain('dispose', '--due', '--by', 'p-01')).err).toBe('没有到期应销毁的留样。\n');
});

test('a technician calibrates at one point or two, sees the history, and takes a cabinet into maintenance', async ({
  onTestFinished,
}) => {
  const { trial, air } = await openPanelSite(onTestFinished);
  const gateway = await trial.begin();
  await until('a value', async () => (await shownBy(gateway)) === 55);
  const channel = 'probe/humidity';
  const calibrate = (...words: string[]) => trial.command('calibrate', channel, ...words);

  const wrong = await calibrate('--reference', 'x', '--due', '2027-13-01');
  expect([wrong.code, faultsIn(wrong.err)]).toEqual([
    2,
    ['reference: “x” is no number', 'by: is missing', 'due: “2027-13-01” is not understood'],
  ]);
  expect((await calibrate('--reference', '56', '--by', 'p-01')).out).toContain(`${channel}: offset +1 %RH`);
  const two = ['--reference', '33', '--read', '31.1', '--reference', '75.3', '--read', '73'];
  const done = await calibrate(...two, '--certificate', 'CNAS-2026-118', '--due', '2027-03-01', '--by', '王工');
  expect(done.out).toContain('offset +2.1 %RH');
  expect((await trial.command('compare', channel, '--reference', '57', '--instrument', 'T-07', '--by', 'p-01')).code).toBe(0);
  await until('the offset holds', async () => (await shownBy(gateway)) === 57.1);
  gateway.kill('SIGKILL');
  await gateway.ended;

  const second = await trial.begin();
  const history = (await calibrate()).out;
  expect(history).toMatch(
    /compared +57 \/ 57.*T-07 +张老师\n.*calibrated +33 \/ 31\.1, 75\.3 \/ 73 +\+2\.1 +CNAS-2026-118 +2027-03-01 +王工\n.*calibrated +56 \/ 55 +\+1 .* 张老师/,
  );
  expect((await trial.command('maintenance', 'dry store', '--until', '1h', '--reason', 'new seal', '--by', 'p-01')).code).toBe(0);
  air(95);
  const { outOfService, wants } = await until('it is recorded', async () =>
    (await second.status()).alarms.find(({ active }) => active),
  );
  expect([outOfService, wants]).toEqual([true, []]);
  expect(await trial.command('status')).toMatchObject({ code: 0, out: expect.stringContaining('in maintenance') });
});
