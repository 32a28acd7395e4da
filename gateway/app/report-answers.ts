import { z } from 'zod';
import type { Site } from '../config/site.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Intake } from '../intake/intake.ts';
import { signatureSchema, signedFact } from '../reports/sign-report.ts';
import { objectionTo } from '../reports/signature-objection.ts';
import type { Answerer } from './control-socket.ts';
import { recordExtent } from './record-extent.ts';
import { siteChecklist } from './site-checklist.ts';
import type { SitePeople } from './site-people.ts';

interface SigningNeeds {
  readonly clock: Clock;
  readonly people: Pick<SitePeople, 'now' | 'refer'>;
  know: Intake['know'];
}

const requestSchema = z.looseObject({ do: z.literal('sign'), with: signatureSchema });

/**
 * Answers a person's signature under a report: it is kept before it is answered. Whatever the gateway can know by itself is held
 * against what was asked; the hash is the asker's, and the fact says so. @throws EdgeError `request-refused`, `journal-full`.
 */
export const answerReports =
  (site: Site, { clock, people, know }: SigningNeeds): Answerer =>
  async (request) => {
    const { with: signature } = requestSchema.parse(request);
    const { language, timezone, site: about } = site.gateway;
    const now = clock.now();
    const grounds = {
      now, timezone, record: recordExtent(site), checklist: siteChecklist(site), officer: about?.officer,
      person: people.now().find(({ id }) => id === signature.by),
    }; // biome-ignore format: a list to read
    const objection = objectionTo(signature, grounds, language);
    if (objection !== undefined) throw new EdgeError('request-refused', objection);
    const fact = signedFact(signature, await people.refer(signature.by), now);
    const { first } = await know([fact]);
    if (first === 0) throw new EdgeError('journal-full', say(language, 'station.not-kept'));
    return { period: fact.period, date: fact.date, hash: fact.hash };
  };
