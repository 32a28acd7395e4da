import { z } from 'zod';
import type { Site } from '../config/site.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Intake } from '../intake/intake.ts';
import { signatureSchema, signedFact } from '../reports/sign-report.ts';
import type { Answerer } from './control-socket.ts';
import type { SitePeople } from './site-people.ts';

interface SigningNeeds {
  readonly clock: Clock;
  readonly people: SitePeople;
  know: Intake['know'];
}

const requestSchema = z.looseObject({ do: z.literal('sign'), with: signatureSchema });

/** Answers a person's signature under a report: it is kept before it is answered. @throws EdgeError `request-refused`, `journal-full`. */
export const answerReports =
  ({ gateway }: Site, { clock, people, know }: SigningNeeds): Answerer =>
  async (request) => {
    const { with: signature } = requestSchema.parse(request);
    if (!people.now().some(({ id }) => id === signature.by))
      throw new EdgeError('request-refused', say(gateway.language, 'report.sign.nobody', { id: signature.by }));
    const fact = signedFact(signature, await people.refer(signature.by), clock.now());
    const { first } = await know([fact]);
    if (first === 0) throw new EdgeError('journal-full', say(gateway.language, 'station.not-kept'));
    return { period: fact.period, date: fact.date, hash: fact.hash };
  };
