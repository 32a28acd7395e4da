import { EdgeError } from '../domain/edge-error.ts';
import type { RecordFile } from '../journal/record-file.ts';

/**
 * Holds a record against the gateway that a configuration names: one site’s record must never come out under another’s name.
 * @throws EdgeError `record-foreign` where the record is another gateway’s; as reading its identity does.
 */
export const mustBeOf = (gateway: string, record: Pick<RecordFile, 'identity'>): void => {
  const own = record.identity().gateway;
  if (own !== gateway) {
    throw new EdgeError('record-foreign', `the record is that of “${own}”, and the configuration names “${gateway}”`);
  }
};
