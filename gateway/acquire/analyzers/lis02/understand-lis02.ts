import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Lis02Deviation, Lis02Format } from '../../../../device-profiles/analyzer/lis-profile.ts';
import type { SentResult, TransferTrouble, Understood, WellRole } from '../../../domain/sent-result.ts';
import { compactTime } from '../compact-time.ts';
import { decodeText } from '../decode-text.ts';
import { placedResult } from '../placed-result.ts';
import { type Lineage, lisText } from './lis-place.ts';
import { type LisMessage, type LisRecord, recordsOf } from './records.ts';

/** H-12 training, debugging and quality control, O-12 quality control: none is a sample of goods. Source: LIS02-A2, fields H-12 and O-12. */
const NOT_PRODUCTION = /^[TDQ]$/i;
const QUALITY_CONTROL = /^Q$/i;

/** L-3: the sender or the receiver broke off, or the sender failed. Source: LIS02-A2, field L-3. */
const BROKEN_OFF = /^[TRE]$/i;

const field = (record: LisRecord | undefined, number: number): string => record?.fields[number - 1]?.trim() ?? '';

const roleOf = ({ H, O }: Lineage): WellRole | undefined =>
  QUALITY_CONTROL.test(field(O, 12)) || NOT_PRODUCTION.test(field(H, 12)) ? 'quality-control' : undefined;

/** What each record stands under: an H begins anew, a P ends the order before it. Source: LIS02-A2, section 5. */
const under = (lineage: Lineage, record: LisRecord): Lineage => {
  const { H, P, O } = lineage;
  if (record.type === 'H') return { H: record };
  if (record.type === 'P') return { H, P: record };
  if (record.type === 'O') return { H, P, O: record };
  return { H, P, O, R: record };
};

interface Walk {
  readonly results: readonly SentResult[];
  /** Results that stand under no order: they can't be told whose they are. */
  readonly orphans: number;
}

const walk = ({ records, delimiters }: LisMessage, format: Lis02Format, profile: AnalyzerProfile): Walk => {
  const results: SentResult[] = [];
  let lineage: Lineage = {};
  let orphans = 0;
  for (const record of records) {
    if (!'HPOR'.includes(record.type)) continue;
    lineage = under(lineage, record);
    if (record.type !== 'R') continue;
    const known = lineage;
    if (known['O'] === undefined) orphans += 1;
    else results.push(placedResult(format, lisText(known, delimiters), profile, roleOf(known)));
  }
  return { results, orphans };
};

/** What is wrong with the message as a whole, so that none of its results may be used; and what its profile lets pass. */
const wholeness = (
  { records }: LisMessage,
  { results }: Walk,
  tolerates: readonly Lis02Deviation[],
): { readonly trouble?: TransferTrouble; readonly tolerated: readonly Lis02Deviation[] } => {
  if (records.length === 0) return { trouble: 'no-match', tolerated: [] };
  const tolerated: Lis02Deviation[] = [];
  if (records[0]?.type !== 'H') tolerated.push('no-header');
  const final = records.find(({ type }) => type === 'L');
  if (BROKEN_OFF.test(field(final, 3))) return { trouble: 'aborted', tolerated: [] };
  if (final === undefined) tolerated.push('no-final-record');
  const isUseless = final === undefined && !results.some(({ sampleId }) => sampleId !== '');
  const refused = tolerated.find((deviation) => !tolerates.includes(deviation));
  if (refused === 'no-header') return { trouble: 'wrong-shape', tolerated: [] };
  if (refused !== undefined || isUseless) return { trouble: 'incomplete', tolerated: [] };
  return { tolerated };
};

/**
 * What the records of one message come to, by the profile's places. Pure, and never throws: what breaks the format comes
 * back as a trouble. A message that broke off or isn't whole makes no result.
 */
export const understandLis02 = (raw: Uint8Array, profile: AnalyzerProfile, format: Lis02Format): Understood => {
  const message = recordsOf(decodeText(raw, profile.encoding));
  const walked = walk(message, format, profile);
  const { trouble, tolerated } = wholeness(message, walked, format.tolerates);
  const header = message.records.find(({ type }) => type === 'H');
  const messageId = field(header, 3);
  const sentAt = compactTime(field(header, 14));
  const isMisshapen = trouble === undefined && (walked.orphans > 0 || message.foreign > 0);
  return {
    results: trouble === undefined ? walked.results : [],
    troubles: trouble !== undefined ? [trouble] : isMisshapen ? ['wrong-shape'] : [],
    ...(tolerated.length === 0 ? {} : { tolerated }),
    ...(messageId === '' ? {} : { messageId }),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
};
