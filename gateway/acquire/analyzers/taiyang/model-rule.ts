import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';

/** The format of a Taiyang profile. */
export type TaiyangFormat = Extract<AnalyzerProfile['format'], { readonly is: 'taiyang' }>;

/** What a model does otherwise than the rest; nothing for a model that the profile doesn't know. */
export const ruleOfModel = (format: TaiyangFormat, model: string | undefined): Partial<TaiyangFormat['models'][string]> =>
  model === undefined ? {} : (format.models[model] ?? {});

/** What the details say of the model: its name, or its code where the profile doesn't know it. */
export const modelDetails = (format: TaiyangFormat, model: string | undefined): Readonly<Record<string, string>> =>
  model === undefined ? {} : { model: format.models[model]?.name ?? model };
