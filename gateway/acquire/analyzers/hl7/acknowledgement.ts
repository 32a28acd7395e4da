import type { Hl7Message } from './segments.ts';
import { USUAL_SEPARATORS } from './segments.ts';

/** MSA-1: accepted, an error on our side that may pass, or nothing that we take. Source: HL7 v2.5.1, table 0008. */
export type AcknowledgementCode = 'AA' | 'AE' | 'AR';

/** What the enhanced mode calls the same. */
const ENHANCED: Readonly<Record<AcknowledgementCode, string>> = { AA: 'CA', AE: 'CE', AR: 'CR' };

/** Whether MSH-15 or MSH-16 asks for a reply. Source: HL7 v2.5.1, table 0155. */
const isAskedBy = (condition: string, code: AcknowledgementCode): boolean =>
  condition === 'AL' || (condition === 'SU' && code === 'AA') || (condition === 'ER' && code !== 'AA');

/** MSA-1 as the sender wants it; undefined where it wants none. Without MSH-15 and MSH-16 every message is acknowledged. */
const wantedCode = (message: Hl7Message | undefined, code: AcknowledgementCode): string | undefined => {
  const [accept, application] = [15, 16].map((field) => message?.header.fields[field]?.trim().toUpperCase() ?? '');
  if (accept === '' && application === '') return code;
  if (isAskedBy(accept ?? '', code)) return ENHANCED[code];
  return isAskedBy(application ?? '', code) ? code : undefined;
};

const compact = (now: number): string => `${new Date(now).toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;

/**
 * The reply to a message, framed; undefined where its sender wants none. `now` is UTC milliseconds. Of a message without a
 * usable MSH nothing is known, so that the reply names nothing. Source: HL7 v2.5.1, 2.9.
 */
export const acknowledgement = (
  message: Hl7Message | undefined,
  code: AcknowledgementCode,
  now: number,
): Uint8Array | undefined => {
  const wanted = wantedCode(message, code);
  if (wanted === undefined) return undefined;
  const { field, component, repetition, escape: mark, subcomponent } = message?.separators ?? USUAL_SEPARATORS;
  const sent = (number: number): string => message?.header.fields[number]?.trim() ?? '';
  const trigger = sent(9).split(component)[1] ?? '';
  const type = trigger === '' ? 'ACK' : `ACK${component}${trigger}`;
  const id = sent(10);
  const encoding = `${component}${repetition}${mark}${subcomponent}`;
  const header = [
    'MSH',
    encoding,
    sent(5),
    sent(6),
    sent(3),
    sent(4),
    compact(now),
    '',
    type,
    id,
    sent(11) || 'P',
    sent(12) || '2.3.1',
  ];
  return Buffer.from(`\x0b${header.join(field)}\r${['MSA', wanted, id].join(field)}\r\x1c\r`, 'utf8');
};
