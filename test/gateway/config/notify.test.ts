import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../../device-profiles/load-profiles.ts';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { ownFolder, surroundings, written } from './known-world.ts';

const folder = ownFolder();
const HEAD = `gateway: { id: a, timezone: Asia/Shanghai }
data: ./data
lines: [{ id: kitchen, serial: /dev/ttyS1, baud: 9600, parity: none }]
devices:
  - { id: relay-1, line: kitchen, unit: 1, profile: waveshare-modbus-rtu-relay-d, channels: { input_1: } }
  - { id: chiller, line: kitchen, unit: 2, profile: danfoss-ekc-202d }
people:
  - { id: p-01, name: 张老师, role: manager, phone: "13800000001", mail: zhang@example.org }
  - { id: p-02, name: 李师傅, role: cook, phone: "13800000002" }
`;
const environment = { TOKEN: 'robot-token', SECRET: 'sign-me' };
const load = async (notify: string, head = HEAD) =>
  await loadSite(written(folder, head + notify), {
    ...surroundings(environment),
    readProfiles: (wanted) => loadProfiles([SHIPPED_PROFILES], 'en', wanted),
  });
const told = async (notify: string, head = HEAD): Promise<readonly string[]> => {
  const error: unknown = await load(notify, head).catch((thrown: unknown) => thrown);
  return error instanceof EdgeError
    ? error.faults.map(({ place, wrong }) => `${place}: ${wrong}`.replaceAll(`${folder}/`, ''))
    : [];
};

describe('how people are told', () => {
  test('becomes part of the site, with secrets from where they are kept', async () => {
    writeFileSync(join(folder, 'mail.password'), 'geheim\n', { mode: 0o600 });
    chmodSync(join(folder, 'mail.password'), 0o600);
    const { notify, warnings } = await load(`notify:
  steps:
    - { tell: [cook], by: [voice, sms] }
    - { after: 15min, tell: [p-01], by: [voice, sms, mail, webhook] }
  signOfLife: { at: "07:30", by: [webhook] }
  modem: { serial: ./modem }
  webhooks: [{ id: group, url: "https://robot.example.org/send", template: dingtalk, token: "\${TOKEN}", secret: "\${SECRET}" }]
  mail: { server: "smtps://mail.example.org", from: box@example.org, username: box, password: "file:./mail.password" }
  lamp: { device: relay-1, coil: relay_1 }
`);
    expect(notify).toMatchObject({
      steps: [
        { after: 0, tell: ['cook'], by: ['voice', 'sms'] },
        { after: 900_000, tell: ['p-01'], by: ['voice', 'sms', 'mail', 'webhook'] },
      ],
      again: 7_200_000,
      perHour: 6,
      signOfLife: { at: 450, tell: [], by: ['webhook'] },
      modem: { path: join(folder, 'modem'), baud: 115_200, ring: 35_000 },
      webhooks: [{ id: 'group', template: 'dingtalk', token: 'robot-token', secret: 'sign-me' }],
      mail: { server: 'smtps://mail.example.org', password: 'geheim' },
      lamp: { device: 'relay-1', line: 'kitchen', unit: 1, register: { table: 'coil', address: 0 } },
    });
    expect(notify).not.toHaveProperty('buzzer');
    expect(warnings.filter(({ place }) => place?.startsWith('notify'))).toEqual([]);
  });

  test('with faults is told all of them at once, and no secret with them', async () => {
    const faults = await told(
      `notify:
  steps:
    - { after: 5min, tell: [cok], by: [voice] }
    - { after: 5min, tell: [], by: [mail, sms] }
    - { after: 1min, tell: [cook], by: [pigeon] }
  perHour: 0
  webhooks:
    - { id: a, url: "https://r.example.org/send?key=hunter2", template: wecom }
    - { id: a, url: "http://far.example.org", template: json, secret: hunter2 }
  mail: { server: "smtps://", from: nobody, username: box, password: "\${UNSET}" }
  lamp: { device: relay-9, coil: relay_1 }
  buzzer: { device: chiller, coil: main_switch }
`,
      HEAD.replace('13800000002', '138-hunter2'),
    );
    expect(faults).toEqual([
      'people[1].phone: This is no telephone number that can be dialled.',
      'notify.steps[0].by: “voice” needs “notify.modem”, which is missing.',
      'notify.steps[0].tell[0]: Nobody in “people” has the id or the role “cok”.',
      'notify.steps[0].after: The first step waits.',
      'notify.steps[1].by: “sms” needs “notify.modem”, which is missing.',
      'notify.steps[1].by: These ways tell a person, and “tell” names nobody.',
      'notify.steps[1].after: This step does not come after the one above it.',
      'notify.steps[2].by[0]: “pigeon” doesn’t fit “by[0]”.',
      'notify.steps[2].after: This step does not come after the one above it.',
      'notify.perHour: “0” doesn’t fit “perHour”.',
      'notify.webhooks[0].url: The address holds a token, a user or a password.',
      'notify.webhooks[0].template: A robot of “wecom” is called with a token, which is missing.',
      'notify.webhooks[1].id: The id “a” is taken by notify.webhooks[0].',
      'notify.webhooks[1].secret: A secret stands in this file.',
      'notify.mail.server: The value of “server” doesn’t fit.',
      'notify.mail.from: The value of “from” doesn’t fit.',
      'notify.mail.password: The environment variable UNSET is not set.',
      'notify.lamp.device: There is no device “relay-9”.',
      'notify.buzzer.coil: The profile “danfoss-ekc-202d” offers no output for a lamp or a buzzer.',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  test('of deadlines: each kind in one entry, by day', async () => {
    expect(
      await told(`notify:
  steps: [{ by: [webhook] }]
  webhooks: [{ id: a, url: "https://a" }]
  deadlines:
    - { at: "03:00", of: [calibration, report], by: [webhook] }
    - { at: "14:00", of: [report], tell: [cok], by: [webhook] }
    - { at: "14:00", by: [webhook] }
`),
    ).toEqual([
      'notify.deadlines[0].at: What falls due can wait for the morning: nobody is woken for it.',
      'notify.deadlines[1].tell[0]: Nobody in “people” has the id or the role “cok”.',
      'notify.deadlines[1]: Deadlines of the same kind stand in two entries: report.',
      'notify.deadlines[2]: Deadlines of the same kind stand in two entries: report, calibration.',
    ]);
    const { notify } = await load(
      'notify: { steps: [{ by: [webhook] }], webhooks: [{ id: a, url: "https://a" }], deadlines: [{ at: "14:00", by: [webhook] }] }\n',
    );
    expect(notify?.deadlines).toMatchObject([{ at: 840, of: ['case', 'missing-sample', 'disposal', 'report', 'calibration'] }]);
  });

  test('never switches what nobody wired for it', async () => {
    expect(
      await told(
        'notify: { steps: [{ by: [webhook] }], webhooks: [{ id: a, url: "https://a" }], lamp: { device: relay-1, coil: input_1 } }\n',
      ),
    ).toEqual(['notify.lamp.coil: The profile “waveshare-modbus-rtu-relay-d” has no output “input_1”.']);
  });

  test('owns its modem alone', async () =>
    expect(await told('notify: { steps: [{ tell: [cook], by: [sms] }], modem: { serial: /dev/ttyS1 } }\n')).toEqual([
      'notify.modem.serial: /dev/ttyS1 is already owned by lines[0].serial (/dev/ttyS1).',
    ]));

  test('warns of who can’t be reached', async () => {
    const { warnings } = await load(
      'notify: { steps: [{ tell: [p-02], by: [mail] }], mail: { server: "smtps://m", from: a@b } }\n',
    );
    expect(warnings.map(({ place }) => place)).toContain('notify.steps[0].tell');
  });

  test('warns where nobody would notice that the box is dead', async () => {
    const notify = 'steps: [{ by: [webhook] }], webhooks: [{ id: a, url: "https://a" }]';
    const wordsOf = async (text: string) => (await load(text)).warnings.map(({ wrong }) => wrong);
    const missing = 'There is no sign of life: nobody notices when the box is dead.';
    expect(await wordsOf(`notify: { ${notify} }\n`)).toContain(missing);
    expect(await wordsOf(`notify: { ${notify}, signOfLife: { at: "07:30", by: [webhook] } }\n`)).not.toContain(missing);
  });
});
