import type { UtcMillis } from './clock.ts';
import type { Head, Lane } from './lane.ts';

/** The UTF-8 text under a checkpoint's Ed25519 signature. `urgent` names the block before the checkpoint's own. */
export const checkpointText = (gateway: string, journal: string, at: UtcMillis, heads: Readonly<Record<Lane, Head>>): string =>
  ['larder-checkpoint', gateway, journal, String(at), heads.readings.join(' '), heads.urgent.join(' ')].join('\n');

/** The UTF-8 text under a `retired` fact's Ed25519 signature. */
export const retiredText = (
  gateway: string,
  journal: string,
  at: UtcMillis,
  lane: Lane,
  first: number,
  last: number,
  hash: string,
): string => ['larder-retired', gateway, journal, String(at), lane, `${first} ${last} ${hash}`].join('\n');

/** Signs for a journal. `sign` gives base64 of an Ed25519 signature over the text's UTF-8 bytes. */
export interface Signer {
  /** Base64 of the 32 bytes of the public key. */
  readonly key: string;
  sign(text: string): string;
}
