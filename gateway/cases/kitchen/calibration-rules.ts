import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Language } from '../../domain/messages/message.ts';
import { sourceSchema } from '../../domain/source.ts';
import { readData } from '../read-data.ts';

const figure = z.strictObject({ value: z.number().positive(), source: sourceSchema });

const calibrationRulesSchema = z.strictObject({
  /** The largest offset, in the channel's unit. */
  most: figure,
  /** How far the offsets of two points may be apart. */
  apart: figure,
});
/** What practice says about calibrations, each number with its source. */
export type CalibrationRules = z.infer<typeof calibrationRulesSchema>;

/** The rules that come with Larder; in the folder above this file both in the sources and once compiled. */
const SHIPPED_CALIBRATION_RULES: string = fileURLToPath(new URL('../data/calibration-rules.yaml', import.meta.url));

/** Reads the rules of calibrations. @throws EdgeError `rules-invalid`. */
export const loadCalibrationRules = (file = SHIPPED_CALIBRATION_RULES, language: Language = 'en'): Promise<CalibrationRules> =>
  readData(file, { schema: calibrationRulesSchema, guide: 'docs/calibration.md' }, language);
