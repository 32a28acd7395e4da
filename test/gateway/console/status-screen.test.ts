import { describe, expect, test } from 'vitest';
import { RELAY_STATES } from '../../../cloud-bridge/relay/relay-state.ts';
import { type ScreenView, statusScreen } from '../../../gateway/console/status-screen.ts';
import { textTable, textWidth } from '../../../gateway/console/text-table.ts';
import { ALARM_CAUSES } from '../../../gateway/domain/alarm.ts';

const at = Date.UTC(2026, 10, 21, 6, 30, 5);
const channel = {
  id: 'fridge-1/temperature',
  cabinet: '1号冷藏柜',
  unit: 'degC',
  every: 10_000,
  value: 4.2,
  quality: 'good',
  at: at - 3000,
};
const view: ScreenView = {
  gateway: 'no3-canteen',
  name: '第三小学食堂',
  at,
  timezone: 'Asia/Shanghai',
  clock: 'sure',
  journal: { readings: 1204, urgent: 41, bytes: 2_340_000, dropped: 0, setAside: [] },
  channels: [channel],
  alarms: [],
  states: [],
  uplinks: [{ id: 'city', connected: true, backlog: 0, refused: 0 }],
};
const alarm: ScreenView['alarms'][number] = {
  channel: channel.id, cause: 'high', since: at, value: 9.1, active: true, acknowledged: false, confirmed: false, shelved: false,
  suppressed: false, outOfService: false, wants: ['acknowledge', 'confirm'], earlier: 0, todo: 'Close the door.',
}; // biome-ignore format: an alarm to read
const screen = (over: Partial<ScreenView>, language: 'en' | 'zh-CN' = 'en'): string =>
  statusScreen({ ...view, ...over }, language).join('\n');

describe('the screen', () => {
  test('shows each channel with its value, state and age, in the site’s own time', () =>
    expect(screen({})).toBe(
      [
        '第三小学食堂 (no3-canteen)  14:30:05  clock sure',
        '',
        'cabinet    channel               value   state  age',
        '1号冷藏柜  fridge-1/temperature  4.2 °C  good   3 s',
        '',
        'No alarm.',
        '',
        'record: readings 1..1204, urgent 1..41, 2.3 MB',
        'uplink city: connected, 0 waiting',
      ].join('\n'),
    ));

  test('names a run sheet that stops the others, and what to type', () => {
    const stoppingSheets = [{ analyzer: 'meter', run: '261121-1', startedAt: at - 3_600_000, channels: [3, 7] }];
    const station = { analyzers: [], counts: {}, quarantined: 0, openCases: 0, undecided: 0, stoppingSheets };
    expect(screen({ station })).toContain(
      [
        '  ! run 261121-1 of meter began at 13:30:05 and has no result in channel 3, 7: what comes after it waits',
        '    end the run that is over: larder sample end --analyzer meter --run 261121-1 --by WHO',
      ].join('\n'),
    );
    expect(screen({ station }, 'zh-CN')).toContain('larder sample end --analyzer meter --run 261121-1 --by 人员');
  });

  test('calls a meal without a sample, and a sample to be disposed of, as a cook does', () => {
    const states = [
      { on: 'retention:2026-11-21/dinner', state: 'sample-missing' },
      { on: 'retention:261119-L1', state: 'disposal-due' },
    ];
    expect(screen({ states })).toContain('! 2026-11-21 dinner: no sample was retained');
    expect(screen({ states })).toContain('! 261119-L1: kept long enough: to be disposed of');
    expect(screen({ states }, 'zh-CN')).toContain('! 2026-11-21 晚餐：没有留样');
  });

  test('speaks Chinese', () => expect(screen({}, 'zh-CN')).toContain('1号冷藏柜  fridge-1/temperature  4.2 °C  正常  3 秒'));

  test('never shows an old value as the state of now', () => {
    const old = screen({ channels: [{ ...channel, at: at - 31_000 }] });
    expect(old).toContain('—');
    expect(old).toContain('UNKNOWN: too old');
    expect(old).not.toContain('4.2');
  });

  test.each([
    ['no-answer', 'NO ANSWER'],
    ['exception:6', 'device declined (6)'],
    ['probe-open', 'PROBE BROKEN'],
    ['none-yet', 'not read yet'],
  ])('puts %s into words', (quality, words) =>
    expect(screen({ channels: [{ ...channel, value: null, quality }] })).toContain(words),
  );

  test.each(ALARM_CAUSES)('puts an alarm by %s into words', (cause) => {
    const shown = screen({ alarms: [{ ...alarm, cause }] });
    expect(shown).toMatch(/! 1号冷藏柜: [A-Z’',a-z ]{6,} since 14:30:05 \(9\.1\)/);
  });

  test('calls only a temperature warm or cold', () => {
    const humid = { ...channel, unit: '%RH' };
    expect(screen({ channels: [humid], alarms: [{ ...alarm, cause: 'high' }] })).toContain('TOO HIGH since');
    expect(screen({ channels: [humid], alarms: [{ ...alarm, cause: 'low' }] }, 'zh-CN')).toContain('数值过低');
    expect(screen({ alarms: [{ ...alarm, cause: 'low' }] })).toContain('TOO COLD since');
  });

  test('says what became of an alarm, what it still wants, and what to do', () => {
    expect(screen({ alarms: [alarm] })).toContain(
      'TOO WARM since 14:30:05 (9.1) — active, NOT SEEN YET, corrective action not confirmed\n      → Close the door.',
    );
    const over = { ...alarm, active: false, clearedAt: at + 60_000, acknowledged: true, wants: ['confirm'], earlier: 3 };
    expect(screen({ alarms: [over] })).toContain('— over since 14:31:05, seen, corrective action not confirmed, and 3 earlier');
    expect(screen({ alarms: [over] }, 'zh-CN')).toContain('已于 14:31:05 结束，已知悉，处置尚未确认，及此前 3 次');
  });

  test('shows what is shelved, planned or in maintenance, and calls nobody for it', () => {
    const shelved = { ...alarm, shelved: true, shelvedUntil: at + 3_600_000 };
    const shown = screen({
      alarms: [shelved, { ...alarm, suppressed: true }, { ...alarm, outOfService: true }],
      states: [
        { on: channel.id, state: 'defrost' },
        { on: '1号冷藏柜', state: 'maintenance', reason: 'new seal' },
        { on: 'site', state: 'maintenance', until: at + 86_400_000 },
      ],
    });
    expect(shown).toContain('No alarm.');
    expect(shown).toContain('· 1号冷藏柜: TOO WARM since 14:30:05 (9.1) — active, shelved until 15:30:05');
    expect(shown).toContain('as planned');
    expect(shown).toContain('· 1号冷藏柜: defrosting');
    expect(shown).toContain('· 1号冷藏柜: in maintenance: recorded, not alarmed — new seal');
    expect(shown).toMatch(/· site: in maintenance: recorded, not alarmed until \d{4}-\d\d-\d\d \d\d:\d\d$/m);
    const maintained = { ...alarm, outOfService: true, outOfServiceUntil: at + 86_400_000 };
    expect(screen({ alarms: [maintained] }, 'zh-CN')).toMatch(/维护中（至 \d{4}-\d\d-\d\d \d\d:\d\d）/);
    expect(shown).not.toContain('!');
    expect(shown).not.toContain('Close the door');
    expect(screen({ alarms: [shelved, alarm] })).toMatch(/1 to look after:\n {2}! .*\n {6}→ Close the door\.\n {2}· /);
  });

  test('shows the results that wait for something that the platform asks for', () => {
    const waiting = [{ test: 't-17', why: 'no-code', words: 'item formaldehyde' }];
    const shown = screen({ uplinks: [{ id: 'city', connected: true, backlog: 1, refused: 3, waiting }] });
    expect(shown).toContain('t-17: no code of the platform for item formaldehyde');
    expect(shown).toContain('3 results not taken by the platform');
  });

  test('shows an uplink that is away with what waits here, and a record in trouble', () => {
    const shown = screen({
      uplinks: [
        {
          id: 'city',
          connected: false,
          backlog: 812,
          refused: 2,
          failure: { code: 'broker-refused', message: 'not authorized' },
        },
      ],
      journal: { ...view.journal, dropped: 7, trouble: 'full' },
      states: [{ on: 'line:kitchen', state: 'lost', reason: 'unplugged' }],
    });
    for (const words of [
      'AWAY, 812 waiting here',
      'not authorized → The platform refused this box. Have user name and password checked.',
      '2 blocks refused',
      '7 readings found no room',
      'record in trouble: THE DISK IS FULL',
      'line:kitchen: THE PORT IS GONE; it is tried again by itself — unplugged',
    ])
      expect(shown).toContain(words);
  });
});

describe('a state that lasts', () => {
  test.each(RELAY_STATES)('of an uplink has words: %s', (state) =>
    expect(screen({ states: [{ on: 'uplink:city', state }] })).toMatch(/uplink:city: [\w’'(),;: ]{20,}/),
  );
  test.each(['lost', 'noisy', 'overloaded', 'early', 'silent', 'unlike'])('of a line or a unit has words: %s', (state) =>
    expect(screen({ states: [{ on: 'line:bus', state }] }, 'zh-CN')).toMatch(/line:bus：[^a-z]+$/m),
  );
  test.each(['full', 'failing', 'damaged'])('of the record has words: %s', (trouble) =>
    expect(screen({ journal: { ...view.journal, trouble } }, 'zh-CN')).toMatch(/记录异常：[^a-z]+$/m),
  );
});

describe('a table', () => {
  test('counts East Asian characters as two columns', () => expect(textWidth('1号冷藏柜°C')).toBe(11));
  test('lines its columns up', () =>
    expect(
      textTable([
        ['柜', 'a'],
        ['x', 'b'],
      ]),
    ).toEqual(['柜  a', 'x   b']));
});
