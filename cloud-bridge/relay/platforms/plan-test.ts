import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import { type Filling, type Held, heldBack } from './fill-body.ts';
import type { PlatformInterface } from './platform-interface.ts';
import { recordValues } from './platform-record.ts';
import { recordId } from './record-id.ts';
import type { ReadyRecord } from './record-sender.ts';
import type { DetailsOf, PastTest, TestDetails } from './test-details.ts';
import type { NumberedTest } from './test-history.ts';

/** What is to be done about one test of the record. */
export type Plan =
  | { readonly is: 'not-for-it' }
  | { readonly is: 'send'; readonly record: ReadyRecord }
  | { readonly is: 'held'; readonly held: Held }
  /** The platform holds an earlier version, and can't be told of this one. */
  | { readonly is: 'untold' };

export interface PlanNeeds {
  readonly gateway: string;
  readonly platform: Pick<PlatformInterface, 'upload' | 'verdicts' | 'imported' | 'corrections'>;
  readonly filling: Omit<Filling, 'login' | 'letters'>;
  readonly detailsOf: DetailsOf;
  /** What the record says of a test of which the site no longer knows more. */
  pastOf(test: NumberedTest): Promise<PastTest>;
}

/**
 * True for a test that a platform is to have: of goods, tied to its sample, judged to one of the verdicts that it takes.
 * What is in quarantine or not judged yet comes as a later fact of the same test.
 */
export const isFinal = (test: TestFact, { verdicts, imported }: PlanNeeds['platform']): boolean =>
  test.role === 'sample' &&
  test.sample !== undefined &&
  test.quarantine === undefined &&
  verdicts.includes(test.verdict) &&
  (imported || test.imported !== true);

/** Plans one test. `told` are the earlier versions that the platform was told of, the newest first. */
export const planTest = async (
  { number, test }: NumberedTest,
  told: readonly NumberedTest[],
  needs: PlanNeeds,
): Promise<Plan> => {
  const { gateway, platform, filling } = needs;
  if (!isFinal(test, platform)) return told.length === 0 ? { is: 'not-for-it' } : { is: 'untold' };
  if (told.length > 0 && platform.corrections === 'none') return { is: 'untold' };
  const details = await detailsFor({ number, test }, needs);
  if (details?.sample === undefined) return { is: 'held', held: { why: 'no-sample', what: test.sample ?? '' } };
  const ids = idsOf(gateway, test.id, number, told, platform.corrections);
  const values = recordValues(test, details, { gateway, ...ids });
  const held = heldBack(platform.upload.body, values, { ...filling, login: {}, letters: 'lower' });
  return held === undefined ? { is: 'send', record: { recordId: ids.recordId, values } } : { is: 'held', held };
};

const detailsFor = async (numbered: NumberedTest, { detailsOf, pastOf }: PlanNeeds): Promise<TestDetails | undefined> => {
  const { id } = numbered.test;
  const details = await detailsOf(id);
  return details?.sample === undefined ? await detailsOf(id, await pastOf(numbered)) : details;
};

/** The first version goes under the test's own id; a correction under that too, or under one of its own that names the last. */
const idsOf = (
  gateway: string,
  test: string,
  number: number,
  told: readonly NumberedTest[],
  corrections: PlatformInterface['corrections'],
): { readonly recordId: string; readonly supersedes?: string } => {
  const own = recordId(gateway, test);
  const [last, ...before] = told;
  if (last === undefined || corrections !== 'new-record') return { recordId: own };
  return {
    recordId: recordId(gateway, test, number),
    supersedes: before.length === 0 ? own : recordId(gateway, test, last.number),
  };
};
