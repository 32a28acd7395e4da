import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type AnalyzerProfile, analyzerProfileSchema } from '../../../../device-profiles/analyzer/analyzer-profile.ts';

/** A profile of an analyzer that comes with Larder. */
export const shippedAnalyzer = (id: string): AnalyzerProfile =>
  analyzerProfileSchema.parse(parse(readFileSync(`device-profiles/analyzers/${id}.yaml`, 'utf8')));
