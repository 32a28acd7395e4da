import { createHash } from 'node:crypto';

/**
 * The id of a test at a platform: 32 hex digits (the uuid form these interfaces ask for), the same whenever it is made, so
 * that what is sent twice is known there. A correction that is a record of its own takes its fact's number in.
 */
export const recordId = (gateway: string, test: string, correction?: number): string =>
  createHash('sha256')
    .update(['larder record', gateway, test, ...(correction === undefined ? [] : [correction])].join('\n'))
    .digest('hex')
    .slice(0, 32);
