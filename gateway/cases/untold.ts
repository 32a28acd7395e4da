import type { RawRecord } from '../domain/raw-record.ts';
import type { Transfer } from '../domain/sent-result.ts';
import type { DeskParts } from './desk-parts.ts';

/**
 * The transfers among raw bytes that no fact tells of. Bytes are on the disk before their fact is; between the two a kill or a
 * power cut leaves bytes that nobody would ever see. With each fact the hash of its bytes becomes known, in one transaction.
 */
export const untoldOf = ({ memory, needs }: DeskParts, raws: readonly RawRecord[]): readonly Transfer[] =>
  raws
    .filter(({ analyzer, hash }) => !memory.keys.knows(analyzer, hash))
    .map(
      ({ analyzer, bytes, receivedAt }): Transfer => ({
        analyzer,
        origin: 'instrument',
        raw: bytes,
        understood: needs.understand(analyzer, bytes),
        receivedAt,
      }),
    )
    .filter(({ understood: { results, troubles } }) => results.length + troubles.length > 0);
