import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brokerAddress, openBrokerSocket } from '../../cloud-bridge/relay/broker-socket.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { createAuthority, type IssuedCertificate, type TestAuthority } from './certificates.ts';
import { isThere, needsPeers } from './peer.ts';

// To a box that starts in 1970 every certificate is "not yet valid". Here the machine's clock is right and the
// certificates lie in 2041: the same fault, without another clock.
const FROM = Date.UTC(2041, 0, 1);
const TO = Date.UTC(2041, 3, 1);
const THEN = Date.UTC(2041, 1, 1);
const DATES = { from: FROM, to: TO };

let authority: TestAuthority;
let server: Server | undefined;

beforeAll(() => {
  if (isThere('openssl'))
    authority = createAuthority({ name: 'authority of 2041', from: Date.UTC(2040, 0, 1), to: Date.UTC(2049, 0, 1) });
});
afterAll(() => authority?.remove());
beforeEach((context) => needsPeers(context, 'openssl'));
afterEach(() => {
  server?.close();
});

/** Serves with a certificate (and those that lead from it to its authority), and says how a box at time `at` fares: undefined, or the error's code and words. */
const meets = async (
  own: IssuedCertificate,
  at: number | undefined,
  ca = authority.ca,
  chain: readonly string[] = [],
): Promise<string> => {
  const cert = [own.cert, ...chain].map((file) => readFileSync(file, 'utf8')).join('\n');
  let heard = 0;
  const listening = createServer({ cert, key: readFileSync(own.key) }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard += bytes.length;
    });
  });
  server = listening;
  listening.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  try {
    const trust = { ca, timeForCertificates: () => at };
    const socket = await openBrokerSocket({ host: '127.0.0.1', port, tls: true }, trust, new AbortController().signal);
    socket.destroy();
    return 'trusted';
  } catch (error) {
    expect(heard).toBe(0);
    return error instanceof EdgeError ? `${error.code}: ${error.message}` : String(error);
  }
};

describe('while the box’s time is unsure, certificates are judged at the journal’s last known time', () => {
  test('one whose dates lie around it is trusted', async () =>
    expect(await meets(authority.issue({ name: 'broker', ...DATES }), THEN)).toBe('trusted'));

  test('one that leads to its authority over another is trusted', async () => {
    const below = authority.below({ name: 'below', ...DATES });
    expect(await meets(below.issue({ name: 'broker', ...DATES }), THEN, authority.ca, [below.ca])).toBe('trusted');
  });

  test.each([
    ['had expired by then', TO + 1],
    ['was not valid yet', FROM - 1],
    ['is not valid in 1970', 0],
  ])('one that %s is not trusted', async (_, at) =>
    expect(await meets(authority.issue({ name: 'broker', ...DATES }), at)).toMatch(/^broker-untrusted: .*not valid at/),
  );

  test('one that is valid by the machine’s clock, and was not then, is not trusted', async () => {
    const today = createAuthority();
    expect(await meets(today.issue({ name: 'broker' }), THEN, today.ca)).toMatch(/^broker-untrusted: .*not valid at/);
    today.remove();
  });

  test('one that signed itself is not trusted, though its dates are the last fault that OpenSSL finds', async () => {
    const forged = createAuthority({ name: 'authority of 2041', ...DATES });
    const own = forged.issue({ name: 'broker', ...DATES });
    expect(await meets(own, THEN)).toMatch(/^broker-untrusted/);
    expect(await meets(own, THEN, authority.ca, [forged.ca])).toMatch(/^broker-untrusted/);
    forged.remove();
  });

  test('one that an ordinary certificate signed is not trusted: only authorities sign', async () => {
    const leaf = authority.below({ name: 'no authority', use: 'server', ...DATES });
    expect(await meets(leaf.issue({ name: 'broker', ...DATES }), THEN, authority.ca, [leaf.ca])).toMatch(/^broker-untrusted/);
  });

  test('one below an authority whose own dates are over is not trusted', async () => {
    const old = authority.below({ name: 'old', from: FROM, to: FROM + 1000 });
    expect(await meets(old.issue({ name: 'broker', ...DATES }), THEN, authority.ca, [old.ca])).toMatch(/^broker-untrusted/);
  });

  test('one for another host is not trusted', async () =>
    expect(await meets(authority.issue({ name: 'broker', hosts: 'DNS:elsewhere.example', ...DATES }), THEN)).toMatch(
      /^broker-untrusted: Hostname/,
    ));

  test('one that is not for servers is not trusted', async () =>
    expect(await meets(authority.issue({ name: 'broker', use: 'nothing', ...DATES }), THEN)).toMatch(/^broker-untrusted/));
});

describe('while the time is sure', () => {
  test('the machine’s clock judges', async () => {
    expect(await meets(authority.issue({ name: 'broker', ...DATES }), undefined)).toMatch(/^broker-untrusted/);
    const today = createAuthority();
    expect(await meets(today.issue({ name: 'broker' }), undefined, today.ca)).toBe('trusted');
    today.remove();
  });
});

describe('a broker’s address', () => {
  test.each([
    ['mqtt://broker.example.org', { host: 'broker.example.org', port: 1883, tls: false }],
    ['mqtts://broker.example.org', { host: 'broker.example.org', port: 8883, tls: true }],
    ['mqtts://10.0.0.7:9999', { host: '10.0.0.7', port: 9999, tls: true }],
    ['mqtt://[::1]:1884', { host: '::1', port: 1884, tls: false }],
  ])('%s is read', (url, address) => expect(brokerAddress(url)).toEqual(address));

  test.each(['http://broker', 'broker:1883', 'mqtt://', '', 'mqtts//x'])('%s is none', (url) =>
    expect(() => brokerAddress(url)).toThrow(EdgeError),
  );
});
