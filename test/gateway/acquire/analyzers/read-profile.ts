import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Hl7Format, MllpLink } from '../../../../device-profiles/analyzer/hl7-profile.ts';
import type { Lis01Link, Lis02Format } from '../../../../device-profiles/analyzer/lis-profile.ts';
import { shippedAnalyzer } from './shipped-analyzer.ts';

/** A profile whose link and format are known. */
export type LisProfile = AnalyzerProfile & { readonly link: Lis01Link; readonly format: Lis02Format };
export type Hl7Profile = AnalyzerProfile & { readonly link: MllpLink; readonly format: Hl7Format };

/** The generic LIS profile, with deviations of one's own. */
export const lisProfile = (link: Partial<Lis01Link> = {}, format: Partial<Lis02Format> = {}): LisProfile => {
  const profile = shippedAnalyzer('lis2-generic');
  if (profile.link.protocol !== 'lis01' || profile.format.is !== 'lis02') throw new Error('lis2-generic speaks something else');
  return { ...profile, link: { ...profile.link, ...link }, format: { ...profile.format, ...format } };
};

/** The generic HL7 profile, with deviations of one's own. */
export const hl7Profile = (link: Partial<MllpLink> = {}, format: Partial<Hl7Format> = {}): Hl7Profile => {
  const profile = shippedAnalyzer('hl7-generic');
  if (profile.link.protocol !== 'mllp' || profile.format.is !== 'hl7') throw new Error('hl7-generic speaks something else');
  return { ...profile, link: { ...profile.link, ...link }, format: { ...profile.format, ...format } };
};
