import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import type { TestLimit } from '../../../gateway/domain/verdict.ts';
import type { RecordField } from './record-fields.ts';
import { recordId } from './record-id.ts';
import type { TestDetails } from './test-details.ts';

/** A test as a platform is told of it: text, moments as UTC milliseconds; what isn't known is undefined or ''. */
export type RecordValues = Readonly<Record<RecordField, string | UtcMillis | undefined>>;

/** Whose test it is, and under which id it goes. */
export interface RecordIdentity {
  readonly gateway: string;
  readonly recordId: string;
  readonly supersedes?: string;
}

/** Takes what a platform may ask for out of a test and what the site knows of it. */
export const recordValues = (test: TestFact, details: TestDetails, { gateway, ...ids }: RecordIdentity): RecordValues => {
  const { limit } = test;
  return {
    ...goodsOf(details),
    recordId: ids.recordId,
    supersedes: ids.supersedes,
    test: test.id,
    gateway,
    analyzer: test.analyzer,
    profile: test.profile,
    sampleId: test.sampleId,
    sample: test.sample,
    item: test.item,
    code: test.code,
    method: limit?.document,
    measuring: limit === undefined ? undefined : limit.kind === 'strip' ? 'qualitative' : 'quantitative',
    value: test.value,
    unit: test.unit,
    valueWithUnit: `${test.value}${test.unit}`,
    limit: limit?.value,
    limitWithSign: limit === undefined ? undefined : passes(limit),
    limitUnit: limit?.unit,
    verdict: test.verdict,
    conclusion: test.conclusion,
    // A rapid test is never the statutory re-inspection: that one may not use a rapid method.
    inspection: 'initial',
    repetition: test.repeatOf === undefined ? 'first' : 'repeat',
    repeatOf: test.repeatOf === undefined ? undefined : recordId(gateway, test.repeatOf),
    tester: details.tester,
    reviewer: details.reviewer,
    sampler: details.sampler,
    testedAt: testedAt(test),
    receivedAt: test.receivedAt,
  };
};

type GoodsField =
  | 'sampleName' | 'category' | 'stall' | 'dealer' | 'dealerNumber' | 'origin' | 'lot' | 'quantity' | 'certificate'
  | 'commissionedBy' | 'takenAt'; // biome-ignore format: a list to read

const goodsOf = ({ sample, dealer, dealerNumber }: TestDetails): Pick<RecordValues, GoodsField> => ({
  sampleName: sample?.name,
  category: sample?.category,
  stall: sample?.stall,
  dealer,
  dealerNumber,
  origin: sample?.origin,
  lot: sample?.lot,
  quantity: sample?.quantity,
  certificate: sample?.documents.find(({ kind }) => kind === 'commitment-certificate')?.number,
  commissionedBy: sample?.commissionedBy,
  takenAt: sample?.takenAt,
});

/** The results that pass, as these platforms write them: positive at 50 and above is `<50%`; positive above 0.02 is `≤0.02mg/kg`. */
const passes = ({ positiveIf, value, unit }: TestLimit): string | undefined =>
  positiveIf === undefined || value === undefined ? undefined : `${positiveIf === '>=' ? '<' : '≤'}${value}${unit ?? ''}`;

const testedAt = ({ measuredAt, clockAhead = 0, receivedAt }: TestFact): UtcMillis =>
  measuredAt === undefined ? receivedAt : measuredAt - clockAhead * 1000;
