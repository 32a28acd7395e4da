import { wordsOf } from '../domain/edge-error.ts';

/** Why a server could not be told, as far as there is something to do about it; each has its hint, `notify.hint.…`. */
type ConnectionTrouble =
  | 'certificate-untrusted' // no authority that is known signed it
  | 'certificate-expired'
  | 'certificate-not-yet-valid' // or the box's clock is behind
  | 'certificate-wrong-name' // it is another server's
  | 'no-tls' // the server offers no encryption
  | 'login-refused';

/** What Node and OpenSSL call them. */
const CODES: Readonly<Record<string, ConnectionTrouble>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  INVALID_CA: 'certificate-untrusted',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  EAUTH: 'login-refused',
};

/** The same in words, where a library has put a code of its own over theirs. */
const WORDS: readonly (readonly [RegExp, ConnectionTrouble])[] = [
  [
    /self[- ]signed certificate|unable to (verify the first certificate|get (local )?issuer certificate)/i,
    'certificate-untrusted',
  ],
  [/certificate has expired/i, 'certificate-expired'],
  [/certificate is not yet valid/i, 'certificate-not-yet-valid'],
  [/does not match certificate/i, 'certificate-wrong-name'],
  [/STARTTLS|wrong version number|packet length too long/i, 'no-tls'],
];

/** Why a connection failed, for the record: the trouble's name where it has one, and the words. Names hosts, never a secret. */
export const connectionReason = (error: unknown): string => {
  const words = wordsOf(error).replace(/\s+/g, ' ').slice(0, LONGEST);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const trouble = CODES[code] ?? WORDS.find(([pattern]) => pattern.test(words))?.[1];
  return trouble === undefined ? words : `${trouble}: ${words}`;
};

const LONGEST = 200;
