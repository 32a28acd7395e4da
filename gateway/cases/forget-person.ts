import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Committed } from '../domain/commit.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { ActFact, Fact } from '../domain/fact.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import { person } from './form-fields.ts';
import { readForm, refusal } from './refusal.ts';

const forgetForm = z.strictObject({ person, by: person });

/** What erasing a person needs. */
export interface ForgettingNeeds {
  readonly clock: Clock;
  readonly language: Language;
  refOf(person: string): PersonRef;
  /** What is kept of a person outside the record. */
  person(ref: PersonRef): Promise<string | undefined>;
  /** The reference of whoever acts, once who it is stands beside the record. */
  refer(by: string): Promise<PersonRef>;
  erase(ref: PersonRef): Promise<unknown>;
  know(facts: readonly Fact[]): Promise<Committed>;
}

/**
 * Erases who is behind a reference: the record keeps the reference, which then leads to nobody, and goes on to verify. An act
 * says that it was done, and by whom. @throws EdgeError `request-refused` where nobody of that name is known, `journal-full`.
 */
export const forgetPerson = async (needs: ForgettingNeeds, entered: unknown): Promise<void> => {
  const form = readForm(forgetForm, entered, needs.language);
  const on = needs.refOf(form.person);
  if ((await needs.person(on)) === undefined) throw refusal(needs.language, 'station.person.unknown');
  const by = await needs.refer(form.by);
  await needs.erase(on);
  const fact: ActFact = { kind: 'act', at: Math.round(needs.clock.now()), by, does: 'person-forgotten', on };
  const { first } = await needs.know([fact]);
  if (first === 0) throw new EdgeError('journal-full', say(needs.language, 'station.not-kept'));
};
