import type { PersonRef, SampleFact, TestFact } from '../../../gateway/domain/station-fact.ts';

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

/** What the record alone says of a test: its sample as it was then, and who made its run sheet. */
export interface PastTest {
  readonly test: TestFact;
  readonly sample?: SampleFact;
  readonly operator?: PersonRef;
}

/** Looks a test up, by its id; `past` where the record had to be asked. Undefined where nothing is known of it. */
export type DetailsOf = (test: string, past?: PastTest) => Promise<TestDetails | undefined>;
