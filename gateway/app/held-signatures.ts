import type { Site } from '../config/site.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { periodOf, type ReportPeriod } from '../reports/report-period.ts';
import { changesSince, type Standing } from '../reports/signed-changes.ts';
import type { Signature, Signing } from '../reports/signing.ts';
import { type MadeReport, makeReport } from './make-report.ts';

/**
 * Holds each signature that counts against the page: what was signed is made again as of its place in the record, which lies before
 * the signature itself, and held against what the period comes to now. Takes as long as making the report, for each such place.
 * Throws as `makeReport` does.
 */
export const heldSignatures = (site: Site, { data, hash, signing }: MadeReport): Signing => {
  const period = periodOf(data.period, data.date, data.timezone);
  if (period === undefined) return signing;
  const made = new Map<string, MadeReport | undefined>();
  const madeAgain = ({ upTo }: Signature): MadeReport | undefined => {
    const place = `${upTo.readings}:${upTo.urgent}`;
    if (!made.has(place)) made.set(place, reportAsOf(site, period, upTo));
    return made.get(place);
  };
  const held = (signature: Signature): Signature => {
    if (signature.isEarly) return signature;
    if (signature.hash === hash) return { ...signature, standing: { is: 'matches' } };
    return { ...signature, standing: standingOf(signature, madeAgain(signature), data) };
  };
  const signatures = signing.signatures.map(held);
  return { ...signing, signatures, signature: signatures.findLast(({ isEarly }) => !isEarly) ?? null };
};

const standingOf = (signature: Signature, signed: MadeReport | undefined, now: MadeReport['data']): Standing => {
  if (signed === undefined || signed.hash !== signature.hash) return { is: 'not-made-again' };
  const changes = changesSince(signed.data, now);
  return changes.length === 0 ? { is: 'matches' } : { is: 'changed', changes };
};

/** Undefined where the record never ended there, as where the signature is of a journal before this one. */
const reportAsOf = (site: Site, period: ReportPeriod, upTo: Signature['upTo']): MadeReport | undefined => {
  try {
    return makeReport(site, period, { now: period.to, upTo, through: period.to });
  } catch (error) {
    if (error instanceof EdgeError && error.code === 'usage') return undefined;
    throw error;
  }
};
