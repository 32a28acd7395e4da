import { z } from 'zod';
import type { DetailsOf } from '../../cloud-bridge/relay/platforms/test-details.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import type { Beside } from '../journal/beside.ts';
import type { Station } from './open-station.ts';

/** Who is behind a reference, as the desk wrote it beside the journal. */
const personShape = z.looseObject({ name: z.string(), number: z.string().optional() });

/** Looks up what a municipal interface needs of a test: its sample, and the names that are in no block. Of what the desk has let go of, the record's own facts are told. */
export const uploadDetails = (station: Station | undefined, beside: Pick<Beside, 'person'>): DetailsOf => {
  const personOf = async (ref: PersonRef | undefined) => {
    const text = ref === undefined ? undefined : await beside.person(ref);
    return text === undefined ? undefined : personShape.safeParse(JSON.parse(text)).data;
  };
  return async (id, past) => {
    const found = station?.desk.detailsForUpload(id) ?? past;
    if (found === undefined) return undefined;
    const { test } = found;
    const sample = found.sample ?? past?.sample;
    const operator = found.operator ?? past?.operator;
    const [dealer, tester, reviewer, sampler] = await Promise.all(
      [sample?.dealer, test.typedBy ?? operator ?? test.details?.['operator'], test.confirmedBy, sample?.sampler].map(personOf),
    );
    return {
      ...(sample === undefined ? {} : { sample }),
      ...(dealer === undefined ? {} : { dealer: dealer.name }),
      ...(dealer?.number === undefined ? {} : { dealerNumber: dealer.number }),
      ...(tester === undefined ? {} : { tester: tester.name }),
      ...(reviewer === undefined ? {} : { reviewer: reviewer.name }),
      ...(sampler === undefined ? {} : { sampler: sampler.name }),
    };
  };
};
