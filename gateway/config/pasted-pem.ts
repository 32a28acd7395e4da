import { type Finding, fault, type Path } from './finding.ts';

/** How each key and certificate in PEM begins (RFC 7468, section 2). */
const PEM = '-----BEGIN';
const CERTIFICATE = /-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/;

/**
 * A key or certificate itself, where at most the name of its file should stand. It is never shown, and whatever isn't known
 * for a certificate counts as a private key. Nothing where `written` is neither.
 */
export const pastedPem = (written: unknown, path: Path): readonly Finding[] => {
  if (typeof written !== 'string' || !written.includes(PEM)) return [];
  const isCertificate = CERTIFICATE.test(written) && !written.includes('PRIVATE KEY');
  return [fault(isCertificate ? 'certificate-in-file' : 'key-in-file', path)];
};
