import type { SampleFact } from '../../../gateway/domain/station-fact.ts';

/**
 * What the site holds about a test beyond its fact: the sample, and names that are in no block. Personal data: it goes to the
 * platform that asks for it, and nowhere else; never log it.
 */
export interface TestDetails {
  readonly sample?: SampleFact;
  readonly dealer?: string;
  /** The dealer's licence or credit code. */
  readonly dealerNumber?: string;
  readonly tester?: string;
  /** The second person, where one has looked. */
  readonly reviewer?: string;
  readonly sampler?: string;
}

/** Looks a test up, by its id. Undefined where nothing is known of it. */
export type DetailsOf = (test: string) => Promise<TestDetails | undefined>;
