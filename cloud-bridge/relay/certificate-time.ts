import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type DetailedPeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';
import type { UtcMillis } from '../../gateway/domain/clock.ts';

/** What OpenSSL may have against a chain whose only fault, to a wrong clock, is its dates. */
const DATES = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CRL_NOT_YET_VALID', 'CRL_HAS_EXPIRED']);

/** No true chain is longer. */
const LONGEST_CHAIN = 8;

/** Extended key usage: TLS server authentication (RFC 5280, 4.2.1.12). */
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/**
 * Why the broker of a handshake is not to be trusted, its certificates judged at the time `at` instead of the machine's;
 * undefined when it is. `ca` is PEM text of the authorities; without it, those that Node ships.
 *
 * Node can't tell OpenSSL what time it is, and OpenSSL reports the last fault it found: behind a date there may stand a
 * forged signature. So the chain is built again here: each certificate signed by the next, each of those an authority, the
 * last one of the trusted, all within their dates at `at`, the first for this host and for servers. OpenSSL must have found
 * nothing, or dates, as well. Name constraints and path lengths (RFC 5280, 4.2.1.9 and 4.2.1.10) are not looked at again.
 */
export const distrustAt = (socket: TLSSocket, host: string, ca: string | undefined, at: UtcMillis): string | undefined => {
  // Node's type says Error; what it holds is OpenSSL's code.
  const fault = socket.authorized ? '' : String(socket.authorizationError);
  if (fault !== '' && !DATES.has(fault)) return fault;
  const peer = socket.getPeerCertificate(true);
  const wrongHost = checkServerIdentity(host, peer);
  if (wrongHost !== undefined) return wrongHost.message;
  const [leaf, ...sent] = presented(peer);
  if (leaf === undefined) return 'no certificate';
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.includes(SERVER_AUTHENTICATION)) return 'not a server certificate';
  return distrustOfChain(leaf, sent, trustedRoots(ca), at);
};

/** Why no chain of `sent` leads from `leaf` to one of `roots` with all dates around `at`; undefined when one does. */
const distrustOfChain = (
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: UtcMillis,
): string | undefined => {
  let current = leaf;
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    if (!within(current, at)) return `certificate of ${current.subject} is not valid at ${new Date(at).toISOString()}`;
    if (roots.some(({ fingerprint256 }) => fingerprint256 === current.fingerprint256)) return undefined;
    const issuer = [...roots, ...sent].find((candidate) => candidate.ca && signed(candidate, current));
    if (issuer === undefined || issuer.fingerprint256 === current.fingerprint256) return 'no chain to a trusted authority';
    current = issuer;
  }
  return 'the chain is too long';
};

const signed = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const within = ({ validFrom, validTo }: X509Certificate, at: UtcMillis): boolean =>
  Date.parse(validFrom) <= at && at <= Date.parse(validTo);

/** The certificates that the broker sent, its own first. */
const presented = (peer: DetailedPeerCertificate): readonly X509Certificate[] => {
  const chain: X509Certificate[] = [];
  // A certificate that signed itself is its own issuer: the walk ends there.
  for (let current: DetailedPeerCertificate | undefined = peer; current?.raw !== undefined && chain.length < LONGEST_CHAIN; ) {
    chain.push(new X509Certificate(current.raw));
    current = current.issuerCertificate === current ? undefined : current.issuerCertificate;
  }
  return chain;
};

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const trustedRoots = (ca: string | undefined): readonly X509Certificate[] =>
  (ca === undefined ? rootCertificates : (ca.match(PEM) ?? [])).map((text) => new X509Certificate(text));
