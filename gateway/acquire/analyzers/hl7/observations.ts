import type { Surroundings } from './hl7-place.ts';
import type { Hl7Message, Segment } from './segments.ts';

/** What a segment ends of what stood before it: a patient everything, an order its observations, a specimen its orders. */
const ENDS = new Map<string, readonly string[]>([
  ['PID', ['PV1', 'ORC', 'OBR', 'SPM', 'SAC', 'OBX']],
  ['SPM', ['ORC', 'OBR', 'SAC', 'OBX']],
  ['OBR', ['OBX']],
]);

/** For each segment, the specimen that follows it before the next order or patient: so ORU names it. Source: HL7 v2.5.1, 7.3.1. */
const specimensBehind = (segments: readonly Segment[]): readonly (Segment | undefined)[] => {
  let specimen: Segment | undefined;
  return segments
    .toReversed()
    .map((segment) => {
      const behind = specimen;
      if (segment.name === 'SPM') specimen = segment;
      else if (segment.name === 'OBR' || segment.name === 'PID') specimen = undefined;
      return behind;
    })
    .reverse();
};

/** The surroundings of each OBX. In OUL the specimen comes before its orders, in ORU behind their results. */
export const observationsOf = ({ segments, header }: Hl7Message): readonly Surroundings[] => {
  const behind = header.fields[9]?.startsWith('ORU') === true ? specimensBehind(segments) : undefined;
  const known = new Map<string, Segment>();
  return segments.flatMap((segment, at) => {
    if (behind !== undefined && segment.name === 'SPM') return [];
    for (const name of ENDS.get(segment.name) ?? []) known.delete(name);
    known.set(segment.name, segment);
    if (segment.name !== 'OBX') return [];
    const specimen = behind?.[at];
    return [specimen === undefined ? new Map(known) : new Map(known).set('SPM', specimen)];
  });
};
