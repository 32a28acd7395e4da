import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { EdgeError, wordsOf } from '../../domain/edge-error.ts';
import { sourceSchema } from '../../domain/source.ts';

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
export const loadCalibrationRules = async (file = SHIPPED_CALIBRATION_RULES): Promise<CalibrationRules> => {
  try {
    return calibrationRulesSchema.parse(parse(await readFile(file, 'utf8'), { maxAliasCount: 0 }));
  } catch (error) {
    throw new EdgeError('rules-invalid', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
