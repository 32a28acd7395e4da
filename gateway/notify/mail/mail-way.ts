import { readFile } from 'node:fs/promises';
import { connectionReason } from '../connection-reason.ts';
import type { Way } from '../notice.ts';

/** The server that takes mail. The password is its own: never log it. */
export interface MailServer {
  /** `smtps://host[:port]`, or `smtp://…`, which must offer STARTTLS unless it is this machine and asks for no password. */
  readonly server: string;
  readonly from: string;
  readonly username?: string;
  readonly password?: string;
  /** Absolute path of a certificate authority's file. */
  readonly ca?: string;
}

/** The longest that each stage of a conversation may take. */
const PATIENCE = 20_000;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Sends mail by SMTP, the certificate verified; `mailOf` gives a person's address. RFC 5321, RFC 8314. */
export const createMailWay = (server: MailServer, mailOf: (person: string) => string | undefined): Way => ({
  send: async (notice, signal) => {
    const to = notice.to === undefined ? undefined : mailOf(notice.to);
    if (to === undefined) return { is: 'failed', reason: 'no mail address', again: false };
    try {
      const transport = await open(server);
      signal.addEventListener('abort', () => transport.close(), { once: true });
      await transport.sendMail({
        from: server.from,
        to,
        subject: notice.title,
        text: notice.text,
        // The same message under the same id: a server that took it twice shows it once.
        messageId: `<${notice.id}@${server.from.split('@')[1] ?? 'larder'}>`,
        // RFC 3834, 5: no absence notes in answer.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      transport.close();
      return { is: 'sent' };
    } catch (error) {
      return { is: 'failed', reason: connectionReason(error), again: !isRefused(error) };
    }
  },
});

const open = async ({ server, username, password, ca }: MailServer) => {
  const { hostname, port, protocol } = new URL(server);
  const secure = protocol === 'smtps:';
  // Loaded with the first mail: a box without mail doesn't keep the library in memory.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password is said to nobody who has not shown a certificate.
    requireTLS: !secure && (password !== undefined || !LOOPBACK.test(hostname)),
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
    tls: { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca: await readFile(ca, 'utf8') }) },
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

/** What a 5yz is about that is no fault of the mail: a login or an encryption that is refused may be mended meanwhile. */
const MENDABLE: ReadonlySet<string> = new Set(['EAUTH', 'ETLS']);

/** RFC 5321, 4.2.1: 5yz is for good, whatever is tried again. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  Number(error.responseCode) >= 500 &&
  !('code' in error && MENDABLE.has(String(error.code)));
