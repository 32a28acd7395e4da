import { z } from 'zod';
import { keptNames } from '../domain/kept-names.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import { type DeskParts, nowOf } from './desk-parts.ts';
import { refusal } from './refusal.ts';

/** What is kept of a person beside the record. `number`: a dealer's licence or identity number, where it is known. */
const personSchema = z.looseObject({ name: z.string(), number: z.string().optional() });
type Person = z.infer<typeof personSchema>;

const knownOf = async ({ needs }: DeskParts, ref: PersonRef): Promise<Person | undefined> => {
  const text = await needs.person(ref);
  return text === undefined ? undefined : personSchema.safeParse(JSON.parse(text)).data;
};

/** The names of people, kept beside the record before any fact refers to them. A number that is known stays known. */
export const referTo = async (parts: DeskParts, people: readonly (string | undefined)[]): Promise<void> => {
  for (const person of new Set(people)) if (person !== undefined) await keep(parts, person, undefined);
};

/** The reference of a person, once who it is stands beside the record. */
export const referToOne = async (parts: DeskParts, person: string): Promise<PersonRef> => {
  await keep(parts, person, undefined);
  return parts.needs.refOf(person);
};

/**
 * Two dealers of one name would share a reference, and one would be reported under the other's number: refused, unless it is
 * a correction. @throws EdgeError `request-refused`.
 */
export const checkDealer = async (parts: DeskParts, ...[dealer, number, corrects]: DealerAsNamed): Promise<void> => {
  if (dealer === undefined) return;
  const known = (await knownOf(parts, parts.needs.refOf(dealer)))?.number;
  if (number !== undefined && known !== undefined && known !== number && !corrects)
    throw refusal(parts.needs.language, 'station.dealer.other-number');
};

/** The name of a dealer, with the number that platforms ask for. Throws as `checkDealer` does. */
export const referToDealer = async (parts: DeskParts, ...[dealer, number, corrects]: DealerAsNamed): Promise<void> => {
  await checkDealer(parts, dealer, number, corrects);
  if (dealer !== undefined) await keep(parts, dealer, number);
};

type DealerAsNamed = readonly [dealer: string | undefined, number: string | undefined, corrects: boolean];

const keep = async (parts: DeskParts, person: string, number: string | undefined): Promise<void> => {
  const { needs } = parts;
  const ref = needs.refOf(person);
  const kept = await needs.person(ref);
  const text = keptNames(kept, needs.nameOf(person), nowOf(parts), number === undefined ? {} : { number });
  if (text !== kept) await needs.name(ref, text);
};

/** The reference of a person, where one is named. */
export const refIn = ({ needs }: DeskParts, person: string | undefined): PersonRef | undefined =>
  person === undefined ? undefined : needs.refOf(person);
