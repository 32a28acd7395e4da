import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noticeLines } from '../../gateway/console/notice-lines.ts';
import { createMailWay } from '../../gateway/notify/mail/mail-way.ts';
import type { Notice, Outcome } from '../../gateway/notify/notice.ts';
import { type SmtpManners, type SmtpStandIn, startSmtp } from '../gateway/notify/mail/smtp-stand-in.ts';
import { createAuthority, type IssuedCertificate, type TestAuthority } from './certificates.ts';
import { isThere, needsPeers } from './peer.ts';

const PASSWORD = 'a-very-secret-word';
const DAY = 86_400_000;

const notice: Notice = {
  id: 'n1', about: 'alarm', way: 'mail', to: 'boss', causes: [], alarms: [], title: '报警', text: '1号冷藏柜：9.1 °C',
}; // biome-ignore format: a list to read

let authority: TestAuthority;
const open: SmtpStandIn[] = [];
beforeAll(() => {
  if (isThere('openssl')) authority = createAuthority();
});
afterAll(() => authority?.remove());
beforeEach((context) => needsPeers(context, 'openssl'));
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const started = async (manners: SmtpManners): Promise<SmtpStandIn> => {
  const server = await startSmtp(manners);
  open.push(server);
  return server;
};

type Scheme = 'smtp' | 'smtps';
const mailed = async (scheme: Scheme, port: number, ca: string | undefined): Promise<Outcome> => {
  const way = createMailWay(
    {
      server: `${scheme}://127.0.0.1:${port}`,
      from: 'box@example.org',
      username: 'box',
      password: PASSWORD,
      ...(ca === undefined ? {} : { ca }),
    },
    () => 'boss@example.org',
  );
  return await way.send(notice, new AbortController().signal);
};

const withTls = (certificate: IssuedCertificate, scheme: Scheme): SmtpManners => ({
  tls: { ...certificate, ...(scheme === 'smtps' ? { implicit: true } : {}) },
});

/** What the person at the screen is told to do about it. */
const hintOf = ({ reason = '' }: Outcome): string =>
  noticeLines({ waiting: 0, last: [{ at: 0, way: 'mail', to: 'boss', about: 'alarm', fate: 'failed', reason }] }, 'UTC', 'en').at(
    -1,
  ) ?? '';

describe.each([
  ['from the first byte', 'smtps'],
  ['after STARTTLS', 'smtp'],
] as const)('a mail server that encrypts %s', (_name, scheme) => {
  test('under a certificate of the site’s own authority gets the password, and the mail, encrypted', async () => {
    const { port, mails, logins, inTheOpen } = await started(withTls(authority.issue({ name: 'mail' }), scheme));
    expect(await mailed(scheme, port, authority.ca)).toEqual({ is: 'sent' });
    expect(mails[0]).toContain('RCPT TO:<boss@example.org>');
    expect(logins).toEqual([`box ${PASSWORD} encrypted`]);
    expect(inTheOpen.filter((line) => !/^(EHLO .*|STARTTLS)$/.test(line))).toEqual([]);
  });

  test.each([
    ['of an authority that nobody named', {}, 'nobody', 'certificate-untrusted', '“ca”'],
    ['of another authority', {}, 'stranger', 'certificate-untrusted', '“ca”'],
    ['that has expired', { from: -3 * DAY, to: -DAY }, 'ours', 'certificate-expired', 'renewed'],
    ['that is not valid yet', { from: DAY, to: 9 * DAY }, 'ours', 'certificate-not-yet-valid', 'clock'],
    ['of another server', { hosts: 'DNS:elsewhere.example' }, 'ours', 'certificate-wrong-name', 'name'],
  ] as const)(
    'under a certificate %s hears no password and gets no mail, and the screen says what to do',
    async (...[, wish, trust, trouble, hint]) => {
      const now = Date.now();
      const dates = 'from' in wish ? { from: now + wish.from, to: now + wish.to } : wish;
      const { port, mails, logins, inTheOpen } = await started(withTls(authority.issue({ name: 'mail', ...dates }), scheme));
      const stranger = createAuthority({ name: 'stranger' });
      const ca = trust === 'ours' ? authority.ca : trust === 'stranger' ? stranger.ca : undefined;
      const outcome = await mailed(scheme, port, ca);
      stranger.remove();
      expect(outcome).toMatchObject({ is: 'failed', again: true, reason: expect.stringMatching(new RegExp(`^${trouble}: `)) });
      expect(hintOf(outcome)).toContain(hint);
      expect([mails, logins]).toEqual([[], []]);
      expect(inTheOpen.join()).not.toContain('AUTH');
    },
  );
});

describe('a password', () => {
  test('is never said to a server that doesn’t encrypt, not even on this machine', async () => {
    const { port, mails, logins, inTheOpen } = await started({});
    const outcome = await mailed('smtp', port, authority.ca);
    expect(outcome).toMatchObject({ is: 'failed', again: true, reason: expect.stringMatching(/^no-tls: /) });
    expect(hintOf(outcome)).toContain('encrypt');
    expect([mails, logins]).toEqual([[], []]);
    expect(inTheOpen.join()).not.toContain('AUTH');
  });

  test('is not said over TLS that was asked for from the first byte and isn’t there', async () => {
    const { port, logins } = await started({});
    expect(await mailed('smtps', port, authority.ca)).toMatchObject({ is: 'failed', reason: expect.stringMatching(/^no-tls: /) });
    expect(logins).toEqual([]);
  });

  test('that is refused may be mended: the mail is tried again, the hint says what to look at, and the password stands nowhere', async () => {
    const certificate = authority.issue({ name: 'mail' });
    const { port } = await started({ ...withTls(certificate, 'smtps'), refusesLogin: '535 no' });
    const outcome = await mailed('smtps', port, authority.ca);
    expect(outcome).toMatchObject({ is: 'failed', again: true, reason: expect.stringMatching(/^login-refused: /) });
    expect(hintOf(outcome)).toContain('password');
    expect(JSON.stringify(outcome)).not.toContain(PASSWORD);
  });
});
