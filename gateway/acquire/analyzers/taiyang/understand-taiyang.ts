import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Understood } from '../../../domain/sent-result.ts';
import { RECORD_BYTES, understandRecord } from './key-operated-record.ts';
import { GROUP_BYTES, understandGroup } from './smart-group.ts';
import { ESCAPE } from './taiyang-bytes.ts';

const LINK_ANSWER_BYTES = 2;

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/**
 * What the bytes of one Taiyang record say, by a profile of the `taiyang` format. The record may follow the meter's answer to
 * the link request (`1B` and its model's code), on which the meaning of the numbers depends. Never throws.
 */
export const understandTaiyang = (raw: Uint8Array, profile: AnalyzerProfile): Understood => {
  const { format } = profile;
  if (format.is !== 'taiyang') return { results: [], troubles: ['no-match'] };
  for (const [length, understand] of [
    [RECORD_BYTES, understandRecord],
    [GROUP_BYTES, understandGroup],
  ] as const) {
    if (raw.length === length) return understand(raw, undefined, profile, format);
    if (raw.length === length + LINK_ANSWER_BYTES && raw[0] === ESCAPE)
      return understand(raw.subarray(LINK_ANSWER_BYTES), hex(raw[1] ?? 0), profile, format);
  }
  const wanted = profile.link.protocol === 'taiyang' ? profile.link.recordBytes : GROUP_BYTES;
  return { results: [], troubles: [raw.length < wanted ? 'incomplete' : 'too-long'] };
};
