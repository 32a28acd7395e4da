import { type BadCase, describeBad } from './bad-cases.ts';

const UPLINKS: readonly BadCase[] = [
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
];

describeBad('the uplinks', UPLINKS);
