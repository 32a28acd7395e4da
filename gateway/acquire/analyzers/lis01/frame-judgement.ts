import type { Lis01Deviation } from '../../../../device-profiles/analyzer/lis-profile.ts';
import { hexDigit } from './characters.ts';
import type { Frame } from './frame.ts';

/** What is wrong with a frame that no profile can excuse. */
type FrameFault = 'too-long' | 'no-end' | 'checksum' | 'tail' | 'frame-number';

/** A frame read by the standard's rules: what it says, and what it deviates in. */
export interface JudgedFrame {
  /** 0 to 7; absent where the instrument numbers no frames. */
  readonly number?: number;
  readonly text: Uint8Array;
  /** True of the frame with ETX, false of one with ETB. */
  readonly isEnd: boolean;
  readonly deviations: readonly Lis01Deviation[];
  readonly fault?: FrameFault;
}

const FIRST_LOWER_CASE = 0x61;

type ChecksumVerdict = 'right' | 'lower-case-checksum' | 'wrong';

const checksumOf = ({ sum, checksum }: Frame): ChecksumVerdict => {
  const [high, low] = checksum.map(hexDigit);
  if (high === undefined || low === undefined || high * 16 + low !== sum) return 'wrong';
  return checksum.some((character) => character >= FIRST_LOWER_CASE) ? 'lower-case-checksum' : 'right';
};

const numberOf = ({ body }: Frame): number | undefined => {
  const number = (body[0] ?? 0) - 0x30;
  return number >= 0 && number <= 7 ? number : undefined;
};

const faultOf = (frame: Frame, isBare: boolean): FrameFault | undefined => {
  if (frame.tooLong) return 'too-long';
  if (frame.end === 'none') return 'no-end';
  if (isBare) return undefined;
  if (checksumOf(frame) === 'wrong') return 'checksum';
  if (frame.brokenTail) return 'tail';
  return numberOf(frame) === undefined ? 'frame-number' : undefined;
};

/**
 * Reads a frame by the rules of LIS01-A2, 6.3. `isBare`: the instrument sends neither frame numbers nor checksums. The
 * bytes are summed, never the characters: an encoding may hold more than one byte for each.
 */
export const judgeFrame = (frame: Frame, isBare: boolean): JudgedFrame => {
  const number = isBare ? undefined : numberOf(frame);
  const fault = faultOf(frame, isBare);
  const deviations: Lis01Deviation[] = [];
  if (isBare) deviations.push('no-frame-numbers');
  else if (checksumOf(frame) === 'lower-case-checksum') deviations.push('lower-case-checksum');
  if (frame.restricted) deviations.push('restricted-characters');
  return {
    ...(number === undefined ? {} : { number }),
    text: number === undefined ? frame.body : frame.body.subarray(1),
    isEnd: frame.end === 'ETX',
    deviations,
    ...(fault === undefined ? {} : { fault }),
  };
};
