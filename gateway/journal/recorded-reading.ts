import { hasValue, qualityCode, qualityOf } from '../domain/quality.ts';

const NO_NUMBER = qualityCode('probe-fault');

/** A reading's quality as the record has it: a good reading has a number; without one, the device answered with what is no number. */
export const recordedQuality = (value: number, code: number): number =>
  code === 0 && !Number.isFinite(value) ? NO_NUMBER : code;

/** True where the record has a value for a reading: it is a number, and its quality leaves one. */
export const isRecorded = (value: number, code: number): boolean =>
  Number.isFinite(value) && (code === 0 || hasValue(qualityOf(code)));
