import { createPublicKey, verify } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410, section 4). */
export const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** True where `signature` (base64) is an Ed25519 signature by `key` (base64 of 32 bytes) over the UTF-8 of `text`. False for whatever is no key. */
export const signatureHolds = (key: string, text: string, signature: string): boolean => {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) return false;
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
};
