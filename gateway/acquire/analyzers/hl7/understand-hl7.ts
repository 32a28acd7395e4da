import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Hl7Format } from '../../../../device-profiles/analyzer/hl7-profile.ts';
import type { SentResult, Understood, WellRole } from '../../../domain/sent-result.ts';
import { compactTime } from '../compact-time.ts';
import { placedResult } from '../placed-result.ts';
import { hl7Text } from './hl7-place.ts';
import { observationsOf } from './observations.ts';
import { type Hl7Message, segmentsOf } from './segments.ts';

/** Messages that carry results. Source: HL7 v2.5.1, chapter 7. */
const RESULT_MESSAGE = /^(ORU|OUL)\b/;

/** MSH-11: training, debugging, and quality control as some makers send it. None of them is a sample of goods. */
const NOT_PRODUCTION = /^[TDQ]$/i;

/** True of a message that carries results, and so may be acknowledged as accepted. */
export const isResultMessage = ({ header }: Hl7Message): boolean => RESULT_MESSAGE.test(header.fields[9] ?? '');

const roleOf = ({ header, separators }: Hl7Message): WellRole | undefined =>
  NOT_PRODUCTION.test(header.fields[11]?.split(separators.component, 1)[0]?.trim() ?? '') ? 'quality-control' : undefined;

const resultsOf = (message: Hl7Message, profile: AnalyzerProfile, format: Hl7Format): readonly SentResult[] => {
  const role = roleOf(message);
  return observationsOf(message)
    .filter((around) => !format.notResults.includes(around.get('OBX')?.fields[2]?.trim() ?? ''))
    .map((around) => placedResult(format, hl7Text(around, message.separators), profile, role));
};

/**
 * What one message comes to, by the profile's places. Pure, and never throws: what breaks the format comes back as a
 * trouble. A message that carries no results, such as a query, comes to none, and that is no trouble.
 */
export const understandHl7 = (raw: Uint8Array, profile: AnalyzerProfile, format: Hl7Format): Understood => {
  const message = segmentsOf(raw, profile.encoding);
  if (message === undefined) return { results: [], troubles: [raw.length === 0 ? 'no-match' : 'wrong-shape'] };
  const messageId = message.header.fields[10]?.trim() ?? '';
  const sentAt = compactTime(message.header.fields[7]?.split(message.separators.component, 1)[0] ?? '');
  return {
    results: isResultMessage(message) ? resultsOf(message, profile, format) : [],
    troubles: message.foreign > 0 ? ['wrong-shape'] : [],
    ...(message.endedByLineFeeds ? { tolerated: ['line-feeds'] } : {}),
    ...(messageId === '' ? {} : { messageId }),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
};
