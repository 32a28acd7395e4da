import { createHash } from 'node:crypto';
import type { Sha256 } from '../domain/block.ts';

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hex digits. */
export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 of bytes, as 64 lower-case hex digits. */
export const sha256OfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
