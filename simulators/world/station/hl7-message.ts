import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import type { MeasuredResult } from './measured-result.ts';
import { compactText } from './meter-clock.ts';

/** MLLP's marks: start of block, end of block. Source: HL7 v2.5.1, Transport Specification: MLLP. */
export const START_BLOCK = 0x0b;
export const END_BLOCK = 0x1c;
const CR = 0x0d;

// HL7 v2.5.1, 2.7: what would end a field, a component, a repeat or a subcomponent.
const ESCAPES: Readonly<Record<string, string>> = { '|': '\\F\\', '^': '\\S\\', '~': '\\R\\', '&': '\\T\\', '\\': '\\E\\' };
const escaped = (text: string): string => text.replaceAll(/[|^~&\\]/g, (character) => ESCAPES[character] ?? character);

/** The control id of a result's message: the same whenever it is sent again. */
export const controlIdOf = (meter: string, { record }: MeasuredResult): string => `${meter}-${record}`;

/** An ORU^R01 with one result, in its MLLP block. OBR-3 holds the sample's id, OBX-14 the time. */
export const hl7Block = (meter: string, result: MeasuredResult, hands: UtcMillis): Uint8Array => {
  const { sampleId, code, value, unit, measuredAt } = result;
  const at = compactText(measuredAt);
  const segments = [
    `MSH|^~\\&|${escaped(meter)}|station|||${compactText(hands)}||ORU^R01|${controlIdOf(meter, result)}|P|2.3.1||||||UTF8`,
    'PID|1',
    `OBR|1||${escaped(sampleId)}|${escaped(code)}^${escaped(code)}|||${at}`,
    `OBX|1|NM|${escaped(code)}^${escaped(code)}||${escaped(value)}|${escaped(unit)}|||||F|||${at}`,
  ];
  return Uint8Array.of(START_BLOCK, ...new TextEncoder().encode(segments.map((each) => `${each}\r`).join('')), END_BLOCK, CR);
};

/** What a host answered: to which control id, and how. */
export interface Hl7Answer {
  readonly to: string;
  readonly code: string;
}

/** Reads an acknowledgement's MSA segment; undefined where there is none. */
export const answerIn = (message: Uint8Array): Hl7Answer | undefined => {
  const segment = new TextDecoder()
    .decode(message)
    .split(/[\r\n]+/)
    .find((each) => each.startsWith('MSA|'));
  const [, code, to] = segment?.split('|') ?? [];
  return code === undefined || to === undefined ? undefined : { to: to.trim(), code };
};
