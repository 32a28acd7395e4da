import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readSite } from '../../../gateway/app/read-site.ts';
import { type Rehearsed, rehearsePast } from '../../../gateway/cli/rehearse-past.ts';
import { replayCommand } from '../../../gateway/cli/replay-command.ts';
import { dataFolder } from '../journal/journal-folder.ts';
import { said } from './fake-terminal.ts';
import { recordPast } from './record-past.ts';

const START = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const MINUTES = 480;

const source = { document: 'a plan', edition: '1', force: 'practice', verified: true };
const COLD = {
  id: 'test.cold',
  unit: 'degC',
  silence: '1h',
  probeFault: '60s',
  afterGap: false,
  limits: [{ level: 'legal', side: 'high', value: 8, onDelay: '10min', deadband: 0.5, source }],
  conditions: [
    { kind: 'rate', level: 'operational', change: 3, within: '15min', source },
    { kind: 'disagreement', level: 'operational', most: 3, onDelay: '30min', source },
  ],
  // By its shape alone nobody would know this room's defrosts: they rise too slowly.
  defrost: { rise: 9, within: '5min', back: 1.5, height: 12, longest: '60min', apart: '2h', source },
};

const PARTNERS = { door: 'inputs/input_1', defrost: 'inputs/input_2', pair: 'second/temperature' };

/** A cold room with two probes, a door's contact and a controller that says when it defrosts; `partners` are those that the file names. */
const configured = (folder: string, partners: object): string => {
  const file = join(folder, 'larder.yaml');
  const site = {
    gateway: { id: 'cold-room', timezone: 'Asia/Shanghai', language: 'en' },
    data: '.',
    rules: './rules',
    lines: [{ id: 'bus', tcp: '127.0.0.1:1' }],
    devices: [
      { id: 'air', profile: 'xy-md02', channels: { temperature: { rule: 'test.cold', cabinet: 'cold room', ...partners } } },
      { id: 'second', profile: 'xy-md02', channels: { temperature: {} } },
      { id: 'inputs', profile: 'waveshare-modbus-rtu-relay-d', channels: { input_1: { rule: 'equipment.door' }, input_2: {} } },
    ].map((device, place) => ({ ...device, line: 'bus', unit: place + 1, every: '1min' })),
  };
  writeFileSync(file, stringify(site));
  return file;
};

const between = (minute: number, from: number, to: number): boolean => from <= minute && minute < to;

/** At 60 the door stands open for 20 min; at 150 the room defrosts for 40; from 300 on the second probe is 5 K off. */
const valuesAt = (minute: number): readonly number[] => {
  const [open, defrosting] = [between(minute, 60, 80), between(minute, 150, 190)];
  const risen = defrosting ? Math.min(9, (minute - 150) * 0.4) : 0;
  const air = 3 + (open ? 4.5 : risen) + (minute % 10) / 20;
  return [air, air + (minute >= 300 ? 5 : 0.5), open ? 1 : 0, defrosting ? 1 : 0].map((value) => Number(value.toFixed(1)));
};

describe('the past of channels that look at each other', () => {
  let folder = '';
  beforeAll(async () => {
    folder = dataFolder();
    mkdirSync(join(folder, 'rules'));
    writeFileSync(join(folder, 'rules', 'test.yaml'), stringify({ rules: [{ ...COLD, delays: source }] }));
    const { channels } = await readSite(configured(folder, PARTNERS), {}, 'en', false);
    await recordPast({
      folder, channels, from: START, every: MINUTE, steps: MINUTES, valuesAt,
      offBefore: (minute) => (minute === 315 ? 2 * MINUTE : 0),
    }); // biome-ignore format: a list to read
  });
  const rehearsed = async (partners: object): Promise<Rehearsed> =>
    rehearsePast(await readSite(configured(folder, partners), {}, 'en', false), START + 9 * 60 * MINUTE, 10 * 60 * MINUTE);
  const outcomes = ({ alarms }: Rehearsed) =>
    alarms.map(({ outcome, was, would }) => {
      const alarm = would ?? was;
      return `${outcome} ${alarm?.channel} ${alarm?.cause}${alarm?.suppressed ? ' suppressed' : ''}`;
    });

  test('comes out as it was: the door, the controller’s defrost and both probes are judged together', async () => {
    const past = await rehearsed(PARTNERS);
    expect(outcomes(past)).toEqual([
      'same inputs/input_1 door',
      'same air/temperature rate suppressed',
      'same air/temperature high suppressed',
      'same air/temperature disagreement',
    ]);
    for (const { was, would } of past.alarms) expect(would).toEqual(was);
  });

  test('comes out otherwise for a file that names no partners: each of them had its say', async () => {
    expect(outcomes(await rehearsed({}))).toEqual([
      'new air/temperature rate',
      'same inputs/input_1 door',
      'same air/temperature rate',
      'same air/temperature high',
      'gone air/temperature disagreement',
    ]);
  });

  test('is replayed for one channel beside the others, by its own rule where none is asked for', async () => {
    const file = configured(folder, PARTNERS);
    const words = ['-c', file, '--channel', 'air/temperature', '--json'];
    const { out, err } = await said(replayCommand, words);
    const alarms: readonly { cause: string; suppressed?: true }[] = JSON.parse(out).alarms;
    expect(alarms.map(({ cause, suppressed = false }) => [cause, suppressed])).toEqual([
      ['rate', true],
      ['high', true],
      ['disagreement', false],
    ]);
    expect(err).toContain(`${MINUTES} readings`);
    const plain = await said(replayCommand, [...words, '--high', '8', '--on-delay', '10min']);
    expect(JSON.parse(plain.out).alarms).toMatchObject([{ cause: 'high' }]);
    const inputs = ['-c', file, '--channel', 'inputs/input_2'];
    await expect(said(replayCommand, inputs)).rejects.toMatchObject({ code: 'usage' });
  });

  test('of a channel that the file has no more is replayed alone', async () => {
    const file = configured(folder, {});
    writeFileSync(file, stringify({ gateway: { id: 'cold-room', timezone: 'UTC' }, data: '.' }));
    const { out } = await said(replayCommand, [
      '-c',
      file,
      '--channel',
      'air/temperature',
      '--high',
      '8',
      '--on-delay',
      '10min',
      '--json',
    ]);
    expect(JSON.parse(out).alarms).toMatchObject([{ cause: 'high', limit: 8 }]);
  });
});
