import { z } from 'zod';

/** A place in an HL7 v2 segment, as `OBX-3.1`: segment, field as HL7 counts, and where wanted the component counted from 1. */
export const hl7Place = z.string().regex(/^[A-Z][A-Z0-9]{2}-\d{1,2}(\.\d{1,2})?$/);

const hl7Places = z.array(hl7Place).min(1);

/** MLLP: 0B message 1C 0D. Source: HL7 v2.5.1 Transport Specification: MLLP, Release 1. */
export const mllpLink = z.strictObject({ protocol: z.literal('mllp') });

/** HL7 v2 result messages: ORU and OUL. */
export const hl7Format = z.strictObject({
  is: z.literal('hl7'),
  sampleId: hl7Places,
  code: hl7Places,
  value: hl7Places.default(['OBX-5']),
  unit: hl7Places.default(['OBX-6']),
  time: hl7Places.default(['OBX-14', 'OBR-22', 'OBR-7', 'MSH-7']),
});
