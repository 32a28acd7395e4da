import { z } from 'zod';
import type { Site } from '../config/site.ts';
import { type Clock, type Millis, sleep } from '../domain/clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { signatureSchema, signedFact } from '../reports/sign-report.ts';
import { objectionTo } from '../reports/signature-objection.ts';
import type { Answerer } from './control-socket.ts';
import { recordExtent } from './record-extent.ts';
import type { Remaker } from './remade-in-child.ts';
import { siteChecklist } from './site-checklist.ts';
import type { SitePeople } from './site-people.ts';

/** Longest that a month may take to be made again on a box with much else to do. */
const LONGEST_REMAKE: Millis = 150_000;

/** What taking signatures needs of the gateway around it. */
export interface SigningNeeds {
  readonly clock: Clock;
  readonly people: Pick<SitePeople, 'now' | 'refer'>;
  know(facts: readonly ReportFact[]): Promise<{ readonly first: number }>;
  readonly remake: Remaker;
  /** Aborted when the gateway ends. */
  readonly ending: AbortSignal;
}

type Signature = z.infer<typeof signatureSchema>;

const requestSchema = z.looseObject({ do: z.literal('sign'), with: signatureSchema });

/**
 * Answers a person's signature under a report: it is kept before it is answered. Whatever the gateway knows is held against what
 * was asked; and the report is made again from the record, so that nobody signs what the box did not make.
 * @throws EdgeError `request-refused`, `journal-full`.
 */
export const answerReports =
  (site: Site, { clock, people, know, remake, ending }: SigningNeeds): Answerer =>
  async (request) => {
    const { with: signature } = requestSchema.parse(request);
    const { language, timezone } = site.gateway;
    const now = clock.now();
    const person = people.now().find(({ id }) => id === signature.by);
    const grounds = { now, timezone, record: recordExtent(site), checklist: siteChecklist(site), person };
    const objection = objectionTo(signature, grounds, language);
    if (objection !== undefined) throw new EdgeError('request-refused', objection);
    const hash = await remadeInTime(signature, (signal) => remake(site.file, signature, signal), { clock, ending, language });
    if (hash !== signature.hash)
      throw new EdgeError('request-refused', say(language, 'report.sign.other-page', { asked: signature.hash, hash }));
    const fact = signedFact(signature, { by: await people.refer(signature.by), role: person?.role, at: clock.now() });
    const { first } = await know([fact]);
    if (first === 0) throw new EdgeError('journal-full', say(language, 'station.not-kept'));
    return { period: fact.period, date: fact.date, hash: fact.hash };
  };

interface Bounds {
  readonly clock: Clock;
  readonly ending: AbortSignal;
  readonly language: Language;
}

const remadeInTime = async (
  { period, date }: Signature,
  remake: (signal: AbortSignal) => Promise<string>,
  { clock, ending, language }: Bounds,
): Promise<string> => {
  const [late, done] = [new AbortController(), new AbortController()];
  void sleep(clock, LONGEST_REMAKE, done.signal).then(() => late.abort());
  try {
    return await remake(AbortSignal.any([late.signal, ending]));
  } catch (error) {
    const why = wordsOf(error);
    throw new EdgeError('request-refused', say(language, 'report.sign.not-made-again', { period, date, why }), { cause: error });
  } finally {
    done.abort();
  }
};
