import { describe, expect, test } from 'vitest';
import { faultsIn, faultsOf } from './bad-folder.ts';

type Case = readonly [name: string, text: string, faults: readonly string[]];

/** Configurations with faults, by what they are about; each with all its faults. `bad-folder.ts` says what stands above them. */
const CASES: readonly (readonly [about: string, cases: readonly Case[]])[] = [
  [
    'the box',
    [
      [
        'a box that says little, and much of it wrong',
        `!gateway:
  id: Box 3
  timezone: Asia/Bejing
  nmae: x
  colour: red
  site: { division: 210112003007, officer: p-9, level: E }
  language: de
keep: { commit: 90s, seal: 60s, bytes: 4, readings: 2 years }
people: [{ id: p-1, phone: 13800000000 }, { id: p-1 }]
lins: []
`,
        [
          '1 data: “data” is missing.',
          '2 gateway.id: “Box 3” doesn’t fit “id”.',
          '3 gateway.timezone: “Asia/Bejing” is no time zone.',
          '4 gateway.nmae: There is no key “nmae” here.',
          '5 gateway.colour: There is no key “colour” here.',
          '6 gateway.site.division: “division” is text, but 210112003007 is read as something else.',
          '6 gateway.site.level: “E” doesn’t fit “level”.',
          '6 gateway.site.officer: Nobody in “people” has the id “p-9”.',
          '7 gateway.language: “de” doesn’t fit “language”.',
          '8 keep.readings: “2 years” doesn’t fit “readings”.',
          '8 keep.bytes: “4” doesn’t fit “bytes”.',
          '8 keep.commit: “commit” is longer than “seal”.',
          '9 people[0].phone: The value of “phone” doesn’t fit.',
          '9 people[1].id: The id “p-1” is taken by people[0].',
          '10 lins: There is no key “lins” here.',
        ],
      ],
      ['an empty file', `!`, ['? : This is no configuration.']],
      [
        'a list instead of a box',
        `!- a
- b
`,
        ['1 : This is no configuration.'],
      ],
      [
        'sections of the wrong kind',
        `devices: 3
lines:
keep: x
gateway: 1
`,
        [
          '1 gateway: The value of “gateway” doesn’t fit.',
          '3 devices: The value of “devices” doesn’t fit.',
          '4 lines: “lines” has no value.',
          '5 keep: The value of “keep” doesn’t fit.',
          '6 : This key stands here for the second time.',
        ],
      ],
      [
        'a Chinese colon',
        `!gateway:
  id：box
data: ./d
`,
        ['1 gateway: A Chinese colon (：) stands below “gateway”.'],
      ],
      [
        'names that every object has',
        `__proto__: { a: 1 }
constructor: 1
lines: [{ id: a, tcp: 'a:1', hasOwnProperty: 1 }]
`,
        [
          '3 __proto__: There is no key “__proto__” here.',
          '4 constructor: There is no key “constructor” here.',
          '5 lines[0].hasOwnProperty: There is no key “hasOwnProperty” here.',
        ],
      ],
      [
        'signs that would steer a terminal',
        `"\\u001b[31mred": 1
profiles: "a\\u001b[2J"
`,
        [
          '3 �[31mred: There is no key “�[31mred” here.',
          '4 profiles: The folder that “profiles” names can’t be read.',
          '4 profiles: “a�[2J” doesn’t fit “profiles”.',
        ],
      ],
    ],
  ],
  [
    'the wires',
    [
      [
        'links that are missing, doubled or of the wrong shape',
        `lines:
  - { id: a }
  - { id: b, serial: /dev/ttyS7, tcp: "1.2.3.4:502" }
  - { id: c, tcp: 1.2.3.4, baud: 9600 }
  - { id: d, tcp: "1.2.3.5:99999", slowest: 2 }
  - { id: e, rtu-over-tcp: "1.2.3.6:1", baud: 9601, rs485: on }
  - kitchen
analyzers:
  - { id: x, profile: text-generic }
  - { id: y, listen: "127.0.0.1:80", http: "127.0.0.1:81", profile: 3, parity: even }
`,
        [
          '4 lines[0]: Nothing says where this is.',
          '5 lines[1].tcp: More than one link is given: serial, tcp.',
          '6 lines[2].tcp: “1.2.3.4” doesn’t fit “tcp”.',
          '6 lines[2].baud: “baud” means nothing with “tcp”.',
          '7 lines[3].tcp: “1.2.3.5:99999” doesn’t fit “tcp”.',
          '7 lines[3].slowest: “2” doesn’t fit “slowest”.',
          '8 lines[4].baud: “9601” doesn’t fit “baud”.',
          '8 lines[4].rs485: “rs485” means nothing with “rtu-over-tcp”.',
          '9 lines[5]: The value of “lines[5]” doesn’t fit.',
          '11 analyzers[0]: Nothing says where this is.',
          '12 analyzers[1].profile: “profile” is text, but 3 is read as something else.',
          '12 analyzers[1].http: More than one link is given: listen, http.',
          '12 analyzers[1].parity: “parity” means nothing with “listen”.',
        ],
      ],
      [
        'one port of the box under two names',
        `lines:
  - { id: a, tcp: "127.0.0.1:15502" }
  - { id: b, tcp: "localhost:15502" }
analyzers:
  - { id: x, profile: hl7-generic, listen: "127.0.0.1:14001" }
  - { id: y, profile: hl7-generic, listen: "0.0.0.0:14001" }
  - { id: z, profile: hl7-generic, listen: "[::]:14002" }
console: { listen: "127.0.0.1:14002" }
`,
        [
          '5 lines[1].tcp: localhost:15502 is already owned by lines[0].tcp (127.0.0.1:15502).',
          '8 analyzers[1].listen: 0.0.0.0:14001 is already owned by analyzers[0].listen (127.0.0.1:14001).',
          '10 console.listen: 127.0.0.1:14002 is already owned by analyzers[2].listen ([::]:14002).',
        ],
      ],
      [
        'analyzers that are unknown, or on links that their profiles don’t run on',
        `analyzers:
  - { id: a, serial: /dev/ttyS6, profile: taiyang-ttjn }
  - { id: b, serial: /dev/ttyS7, profile: something-else-entirely }
  - { id: c, listen: "127.0.0.1:4001", profile: taiyang-ttnj }
  - { id: d, http: "127.0.0.1:4002", profile: text-generic }
  - { id: e, folder: ./inbox, profile: lis2-generic }
  - { id: f, folder: ./inbox, profile: csv-generic }
  - { id: g, http: "127.0.0.1:4003", profile: http-json-generic, token: "\${NOTHING}" }
  - { id: h, tcp: "10.0.0.1:4003", profile: text-generic, token: "secret" }
`,
        [
          '4 analyzers[0].profile: There is no analyzer profile “taiyang-ttjn”.',
          '5 analyzers[1].profile: There is no analyzer profile “something-else-entirely”.',
          '6 analyzers[2].listen: “taiyang-ttnj” doesn’t travel over “listen”.',
          '7 analyzers[3].http: “text-generic” doesn’t travel over “http”.',
          '8 analyzers[4].folder: “lis2-generic” doesn’t travel over “folder”.',
          '9 analyzers[5].folder: ./inbox is already owned by analyzers[4].folder (./inbox).',
          '10 analyzers[6].token: “http-json-generic” knows no shared secret.',
          '10 analyzers[6].token: The environment variable NOTHING is not set.',
          '11 analyzers[7].token: “token” means nothing with “tcp”.',
          '11 analyzers[7].token: A secret stands in this file.',
        ],
      ],
      [
        'one port on two lines, whatever it is called',
        `lines:
  - { id: a, serial: ./by-id }
  - { id: b, serial: ./by-path }
  - { id: c, serial: /dev/ttyUSB99 }
  - { id: d, serial: /dev/../dev/ttyUSB99 }
  - { id: e, tcp: "HOST:502" }
  - { id: f, rtu-over-tcp: "host:502" }
analyzers:
  - { id: x, serial: /dev/null, profile: text-generic }
  - { id: y, listen: "127.0.0.1:8080", profile: text-generic }
console: { listen: "127.0.0.1:8080" }
`,
        [
          '5 lines[1].serial: ./by-path is already owned by lines[0].serial (./by-id).',
          '7 lines[3].serial: /dev/../dev/ttyUSB99 is already owned by lines[2].serial (/dev/ttyUSB99).',
          '9 lines[5].rtu-over-tcp: host:502 is already owned by lines[4].tcp (HOST:502).',
          '11 analyzers[0].serial: /dev/null is already owned by lines[0].serial (./by-id).',
          '13 console.listen: 127.0.0.1:8080 is already owned by analyzers[1].listen (127.0.0.1:8080).',
        ],
      ],
      [
        'devices that leave the factory with different speeds',
        `lines: [{ id: k, serial: /dev/ttyS8 }]
devices:
  - { id: a, line: k, unit: 1, profile: xy-md02 }
  - { id: b, line: k, unit: 2, profile: fast }
`,
        [
          '3 lines[0]: Nobody says the baud of line “k”, and its devices leave the factory with different ones: xy-md02 9600, fast 19200.',
          '3 lines[0]: Nobody says the parity of line “k”, and its devices leave the factory with different ones: xy-md02 none, fast even.',
        ],
      ],
    ],
  ],
  [
    'the devices',
    [
      [
        'what they hang on and who they are',
        `lines: [{ id: kitchen, serial: /dev/ttyS8, baud: 9600, parity: none }, { id: net, tcp: "h:1" }]
devices:
  - { id: a, line: kichen, unit: 1, profile: xy-md03 }
  - { id: b, line: kitchen, unit: 0, profile: nothing-like-it }
  - { id: c, line: kitchen, unit: 300, profile: xy-md02, evry: 10s }
  - { id: d, line: kitchen, unit: 4, profile: fast }
  - { id: d, line: kitchen, unit: 4, profile: xy-md02 }
  - { id: e, line: net, unit: 5, profile: slow }
  - { id: 0417 }
`,
        [
          '5 devices[0].line: There is no line “kichen”.',
          '5 devices[0].profile: There is no device profile “xy-md03”.',
          '6 devices[1].profile: There is no device profile “nothing-like-it”.',
          '6 devices[1].unit: On this line no device can have unit 0.',
          '7 devices[2].unit: “300” doesn’t fit “unit”.',
          '7 devices[2].evry: There is no key “evry” here.',
          '9 devices[4].id: The id “d” is taken by devices[3].',
          '9 devices[4].unit: Unit 4 of line “kitchen” is already devices[3].',
          '10 devices[5].profile: “slow” may take 2s to answer, longer than “slowest” of line “net”.',
          '11 devices[6].id: “id” is text, but 0417 is read as something else.',
          '11 devices[6].line: “line” is missing.',
          '11 devices[6].unit: “unit” is missing.',
          '11 devices[6].profile: “profile” is missing.',
        ],
      ],
      [
        'channels',
        `lines: [{ id: net, tcp: "h:1" }]
devices:
  - { id: a, line: net, unit: 1, profile: xy-md02, channels: { temperatur: {}, unit_id: {}, power: {} } }
  - { id: b, line: net, unit: 2, profile: xy-md02, channels: {} }
  - { id: c, line: net, unit: 3, profile: door }
  - { id: d, line: net, unit: 4, profile: xy-md02, channels: { door: { offset: 1 }, temperature: { offset: a, probe: 417 } } }
  - { id: e, line: net, unit: 5, profile: xy-md02, channels: [temperature] }
`,
        [
          '5 devices[0].channels.temperatur: “xy-md02” has no register “temperatur”.',
          '5 devices[0].channels.unit_id: “unit_id” of “xy-md02” is no measurement (setting): it never is a channel.',
          '5 devices[0].channels.power: “xy-md02” has no register “power”.',
          '6 devices[1].channels: “channels” names nothing.',
          '7 devices[2].profile: “door” measures nothing by itself.',
          '8 devices[3].channels.temperature.probe: “probe” is text, but 417 is read as something else.',
          '8 devices[3].channels.temperature.offset: “a” doesn’t fit “offset”.',
          '8 devices[3].channels.door.offset: A state has no offset.',
          '9 devices[4].channels: The value of “channels” doesn’t fit.',
        ],
      ],
      [
        'rules',
        `lines: [{ id: net, tcp: "h:1" }]
devices:
  - id: a
    line: net
    unit: 1
    profile: xy-md02
    every: 10min
    channels:
      temperature: { rule: cn.frige }
      humidity: { rule: cn.fridge }
      door: { rule: Fridge }
  - { id: b, line: net, unit: 2, profile: xy-md02, channels: { temperature: { rule: us.special } } }
`,
        [
          '9 devices[0].every: Read each 10min, the channel would always be silent: rule “cn.fridge” alarms after 10min without a value.',
          '11 devices[0].channels.temperature.rule: There is no rule “cn.frige”.',
          '12 devices[0].channels.humidity.rule: Rule “cn.fridge” judges degC, but “humidity” is measured in %RH.',
          '13 devices[0].channels.door.rule: “Fridge” doesn’t fit “rule”.',
          '14 devices[1].channels.temperature.rule: There is no rule “us.special”.',
        ],
      ],
      [
        "a fault of shape doesn't hide a fault of sense beside it",
        `lines: [{ id: net, tcp: nowhere }]
devices:
  - { id: a, line: net, unit: 1, every: 10, profile: xy-md03 }
  - { id: b, line: other, unit: 1 }
`,
        [
          '3 lines[0].tcp: “nowhere” doesn’t fit “tcp”.',
          '5 devices[0].every: “10” doesn’t fit “every”.',
          '5 devices[0].profile: There is no device profile “xy-md03”.',
          '6 devices[1].profile: “profile” is missing.',
          '6 devices[1].line: There is no line “other”.',
        ],
      ],
    ],
  ],
  [
    'the uplinks',
    [
      [
        'secrets in the file, missing, or open to others',
        `uplinks:
  - { id: a, mqtt: "mqtts://h", username: u, password: hunter2 }
  - { id: b, mqtt: "mqtts://u:hunter2@h" }
  - { id: c, mqtt: "mqtts://h", username: u, password: "\${UNSET}" }
  - { id: d, mqtt: "mqtts://h", username: u, password: "\${EMPTY}" }
  - { id: e, mqtt: "mqtts://h", username: "\${UNSET}", password: "file:./two-lines" }
  - { id: f, mqtt: "mqtts://h", username: u, password: "file:./open" }
  - { id: g, mqtt: "mqtts://h", username: u, password: "file:./nowhere" }
  - { id: h, mqtt: "mqtts://h", username: u, password: 12345 }
  - { id: i, mqtt: "mqtts://h", username: u, passwort: hunter2 }
  - { id: j, mqtt: "mqtts://h", cert: ./shut, key: "-----BEGIN PRIVATE KEY----- hunter2" }
  - { id: k, mqtt: "mqtts://h", cert: ./shut, key: "-----BEGIN PRIVATE KEY-----\\nhunter2" }
  - id: l
    mqtt: "mqtts://h"
    cert: |
      -----BEGIN CERTIFICATE-----
      hunter2
      -----END CERTIFICATE-----
    key: |
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      \${'hunter2'.repeat(1000)}
      -----END ENCRYPTED PRIVATE KEY-----
    ca: |
      -----BEGIN CERTIFICATE-----
      hunter2
      -----END CERTIFICATE-----
      -----BEGIN EC PRIVATE KEY-----
      hunter2
      -----END EC PRIVATE KEY-----
`,
        [
          '4 uplinks[0].password: A secret stands in this file.',
          '5 uplinks[1].mqtt: The address holds a user or a password.',
          '6 uplinks[2].password: The environment variable UNSET is not set.',
          '7 uplinks[3].password: The environment variable EMPTY is not set.',
          '8 uplinks[4].username: The environment variable UNSET is not set.',
          '8 uplinks[4].password: /two-lines doesn’t hold one line with a secret.',
          '9 uplinks[5].password: /open may be read by others (mode 0644).',
          '10 uplinks[6].password: /nowhere can’t be read.',
          '11 uplinks[7].password: The value of “password” doesn’t fit.',
          '12 uplinks[8].passwort: There is no key “passwort” here.',
          '13 uplinks[9].key: A private key stands in this file.',
          '14 uplinks[10].key: A private key stands in this file.',
          '17 uplinks[11].cert: A certificate itself stands here.',
          '21 uplinks[11].key: A private key stands in this file.',
          '25 uplinks[11].ca: A private key stands in this file.',
        ],
      ],
      [
        'addresses and certificates',
        `uplinks:
  - { id: a, mqtt: "http://h" }
  - { id: b, mqtt: "mqtts://:8883" }
  - { id: c, mqtt: "mqtt://h", ca: ./shut }
  - { id: d, mqtt: "mqtts://h", cert: ./shut }
  - { id: e, mqtt: "mqtts://h", key: ./shut, ca: ./nowhere.pem }
  - { id: f, mqtt: "mqtts://h", password: "file:./shut" }
`,
        [
          '4 uplinks[0].mqtt: The value of “mqtt” doesn’t fit.',
          '5 uplinks[1].mqtt: This is no address of a broker.',
          '6 uplinks[2].mqtt: Certificates are named, but mqtt: doesn’t use them.',
          '7 uplinks[3].cert: “cert” stands without “key”.',
          '8 uplinks[4].key: “key” stands without “cert”.',
          '8 uplinks[4].ca: /nowhere.pem can’t be read.',
          '9 uplinks[5].password: There is a password, but no username.',
        ],
      ],
    ],
  ],
  [
    'the text itself',
    [
      [
        'tabs',
        `lines:
	- id: a
`,
        ['4 : A tab stands where the line is indented.'],
      ],
      [
        'a key twice, and what is wrong besides',
        `data: ./other
colour: red
`,
        ['3 : This key stands here for the second time.', '4 colour: There is no key “colour” here.'],
      ],
      [
        'a bracket that is not closed',
        `lines: [
devices: 3
`,
        ['4 : The line is not indented like its neighbours, or a bracket above is not closed.'],
      ],
      [
        'a quote that is not closed',
        `profiles: "abc
`,
        ['4 : Something is missing here: a closing quote, the colon after a key, or the right indentation.'],
      ],
      [
        'two colons',
        `profiles: a: b
`,
        ['3 : The line holds two colons that part keys from values.'],
      ],
      [
        'a second document',
        `---
b: 1
`,
        ['3 : A second document begins here (---).'],
      ],
      [
        'an alias of nothing',
        `lines: *none
`,
        ['3 : The alias (*name) leads nowhere.'],
      ],
      [
        'a tag',
        `profiles: !!js x
`,
        ['3 : The tag that begins with “!” has no meaning here.'],
      ],
      [
        'a circle',
        `lines: &a [*a]
`,
        ['3 lines[0]: The value of “lines[0]” doesn’t fit.', '3 lines[0]: Nothing says where this is.'],
      ],
      [
        'a billion laughs',
        `a: &a [x,x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
`,
        ['1 : The aliases (*name) of this file unfold to too much.'],
      ],
      [
        'keys that are no text',
        `? [a]
: b
`,
        ['3 : This can’t be read as YAML.'],
      ],
    ],
  ],
  [
    'the calendar and the partners of channels',
    [
      [
        'each in its own words, at once',
        `lines: [{ id: net, tcp: 'h:1' }]
devices:
  - id: a
    line: net
    unit: 1
    profile: xy-md02
    channels: { temperature: { cabinet: 柜, door: a/dor, defrost: a/temperature, pair: a/humidity }, humidity: }
calendar:
  weekdays: [mon, someday]
  closed: [{ from: 2026-08-31, to: 2026-07-01, off: [櫃] }, { from: 2026-02-30, to: 2026-03-01 }]
  running: [{ cabinets: [柜], from: "13:00", to: "10:30" }]
button: a/button
`,
        [
          '9 devices[0].channels.temperature.door: This site reads no channel “a/dor”.',
          '9 devices[0].channels.temperature.defrost: The channel names itself.',
          '9 devices[0].channels.temperature.pair: “a/humidity” is in %RH, this channel in degC: they can’t be compared.',
          '11 calendar.weekdays[1]: “someday” doesn’t fit “weekdays[1]”.',
          '12 calendar.closed[1].from: “2026-02-30” doesn’t fit “from”.',
          '12 calendar.closed[0].to: This ends before it begins.',
          '12 calendar.closed[0].off[0]: No channel watches a cabinet named “櫃”.',
          '13 calendar.running[0].to: This ends before it begins.',
          '14 button: This site reads no channel “a/button”.',
        ],
      ],
    ],
  ],
  [
    "folders of the site's own",
    [
      [
        'that are not there',
        `profiles: ./nowhere
rules: ./nowhere
limits: ./nowhere
lines: [{ id: net, tcp: 'h:1' }]
devices: [{ id: a, line: net, unit: 1, profile: own }]
`,
        [
          '3 profiles: The folder that “profiles” names can’t be read.',
          '4 rules: The folder that “rules” names can’t be read.',
          '5 limits: The folder that “limits” names can’t be read.',
          '7 devices[0].profile: There is no “own” in what could be read.',
        ],
      ],
      ['whose limits are no limits', 'limits: ./limits\n', ['limits/ours.yaml 1 limits[0].item: There is no item “gold”.']],
      [
        'whose files have faults',
        `profiles: ./own
lines: [{ id: net, tcp: 'h:1' }]
devices: [{ id: a, line: net, unit: 1, profile: nonesuch }]
`,
        [
          '5 devices[0].profile: There is no “nonesuch” in what could be read.',
          'own/broken.yaml 2 : This is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
        ],
      ],
    ],
  ],
];

describe.each(CASES)('%s: all faults at once, each with its line', (_about, cases) => {
  test.each(cases)('%s', async (_name, text, faults) => expect(await faultsOf(text)).toEqual(faults));

  test.each(cases)('%s, with a remedy in each language, and no secret shown', async (_name, text) => {
    const english = await faultsIn(text);
    const chinese = await faultsIn(text, 'zh_CN.UTF-8');
    expect(chinese.map(({ line, place }) => ({ line, place }))).toEqual(english.map(({ line, place }) => ({ line, place })));
    expect(chinese.every(({ wrong }, place) => wrong !== english[place]?.wrong)).toBe(true);
    expect(english.every(({ remedy }) => remedy !== '')).toBe(true);
    expect(JSON.stringify([english, chinese])).not.toMatch(/hunter\d|12345|13800000000|\{\w+\}(?<!\$\{NAME\})/);
  });
});
