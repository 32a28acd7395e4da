import { type BadCase, describeBad } from './bad-cases.ts';

const BOX: readonly BadCase[] = [
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
];

const TEXT: readonly BadCase[] = [
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
];

const FOLDERS: readonly BadCase[] = [
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
];

describeBad('the box', BOX);
describeBad('the text itself', TEXT);
describeBad("folders of the site's own", FOLDERS);
