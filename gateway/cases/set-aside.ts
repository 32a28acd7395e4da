import { z } from 'zod';
import type { ActFact } from '../domain/fact.ts';
import type { TestFact } from '../domain/station-fact.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { lineOfText, moment, person, words } from './form-fields.ts';
import { referTo } from './people.ts';
import { readForm, refusal } from './refusal.ts';
import { isUndecided } from './undecided.ts';

/** Which tests of the quarantine belong to nobody any more: one, or all of an analyzer that were received before a moment. */
const asideForm = z.union([
  z.strictObject({ test: lineOfText, by: person, words }),
  z.strictObject({ analyzer: lineOfText, before: moment, by: person, words }),
]);
type AsideForm = z.infer<typeof asideForm>;

/**
 * Ends the wait of tests that nobody will ever assign: a meter's memory of the years before the gateway came; or of one that
 * decides nothing, and will not be repeated. An act for each, with words why; the tests stay in the record, and stay known, and
 * what decided nothing still passes nowhere. Gives how many. @throws EdgeError `request-refused`.
 */
export const setAside = async (parts: DeskParts, entered: unknown): Promise<number> => {
  const form = readForm(asideForm, entered, parts.needs.language);
  await referTo(parts, [form.by]);
  const tests = parts.memory.tests.all().filter((test) => isMeant(form, test));
  if ('test' in form && tests.length === 0) throw refusal(parts.needs.language, 'station.test.unknown', { id: form.test });
  if (tests.length === 0) return 0;
  const by = parts.needs.refOf(form.by);
  const facts = tests.map(
    ({ id }): ActFact => ({ kind: 'act', at: nowOf(parts), by, does: 'set-aside', on: id, words: form.words }),
  );
  for (const { id, quarantine } of tests) {
    if (quarantine === undefined) parts.memory.leftAlone.put(id, { at: nowOf(parts) });
    else parts.memory.tests.remove(id);
  }
  await commitTurn(parts, facts);
  return tests.length;
};

const isMeant = (form: AsideForm, test: TestFact): boolean =>
  'test' in form
    ? test.id === form.test && (test.quarantine !== undefined || isUndecided(test))
    : test.quarantine !== undefined && test.analyzer === form.analyzer && test.receivedAt < form.before;
