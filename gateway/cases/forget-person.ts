import { z } from 'zod';
import type { ActFact } from '../domain/fact.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { person } from './form-fields.ts';
import { referTo } from './people.ts';
import { readForm, refusal } from './refusal.ts';

const forgetForm = z.strictObject({ person, by: person });

/**
 * Erases who is behind a reference: the record keeps the reference, which then leads to nobody, and goes on to verify. An act
 * says that it was done, and by whom. @throws EdgeError `request-refused` where nobody of that name is known.
 */
export const forgetPerson = async (parts: DeskParts, entered: unknown): Promise<void> => {
  const { needs } = parts;
  const form = readForm(forgetForm, entered, needs.language);
  const on = needs.refOf(form.person);
  if ((await needs.person(on)) === undefined) throw refusal(needs.language, 'station.person.unknown');
  await referTo(parts, [form.by]);
  await needs.erase(on);
  const fact: ActFact = { kind: 'act', at: nowOf(parts), by: needs.refOf(form.by), does: 'person-forgotten', on };
  await commitTurn(parts, [fact]);
};
