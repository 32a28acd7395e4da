import { type BadCase, describeBad } from './bad-cases.ts';

const WIRES: readonly BadCase[] = [
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
];

const DEVICES: readonly BadCase[] = [
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
];

const PARTNERS: readonly BadCase[] = [
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
];

describeBad('the wires', WIRES);
describeBad('the devices', DEVICES);
describeBad('the calendar and the partners of channels', PARTNERS);
