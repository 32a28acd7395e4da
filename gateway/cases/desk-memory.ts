import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { CaseFact, RunSheetFact, SampleFact, TestFact } from '../domain/station-fact.ts';
import type { ClockOffset } from './device-clock.ts';
import { createKeyMemory } from './key-memory.ts';
import { isDone, type SheetState } from './run-sheet.ts';
import { idKey } from './sample-id.ts';
import { createShelf, type OpenJournal, type Shelf } from './shelf.ts';
import { createTestShelf } from './test-shelf.ts';
import { stormSchema } from './unreadable-storm.ts';

/** What is closed leaves the desk after this; the journal keeps it. Raw bytes stay a little longer. */
const REMEMBERED: Millis = 60 * 86_400_000;

/** The steps of one case, in order. */
export type CaseFacts = readonly [CaseFact, ...CaseFact[]];

// States are the desk's own JSON under a checksum: only their kind is looked at.
const factOf = <Kind extends Fact>(kind: Kind['kind']): z.ZodType<Kind> =>
  z.custom<Kind>((value) => z.looseObject({ kind: z.literal(kind) }).safeParse(value).success);

const sheetSchema: z.ZodType<SheetState> = z.object({
  fact: factOf<RunSheetFact>('act'),
  startedAt: z.number().optional(),
  filled: z.array(z.object({ channel: z.number(), code: z.string(), test: z.string() })),
  ended: z.boolean().optional(),
});

const offsetSchema: z.ZodType<ClockOffset> = z.object({ ahead: z.number(), at: z.number() });

/** All that the desk remembers. Every change of it is saved in one transaction with the facts of the same turn. */
export const createDeskMemory = (saved: readonly SavedState[], journal: OpenJournal) => {
  const shelves = {
    samples: createShelf('station/sample/', factOf<SampleFact>('sample'), saved, journal),
    sheets: createShelf('station/sheet/', sheetSchema, saved, journal),
    tests: createTestShelf(createShelf('station/test/', factOf<TestFact>('test'), saved, journal)),
    cases: createShelf('station/case/', z.tuple([factOf<CaseFact>('case')], factOf<CaseFact>('case')), saved, journal),
    clocks: createShelf('station/clock/', offsetSchema, saved, journal),
    storms: createShelf('station/storm/', stormSchema, saved, journal),
    /** Results that decide nothing, and of which a person said why nothing more will come. */
    leftAlone: createShelf('station/left-alone/', z.object({ at: z.number() }), saved, journal),
  };
  const keys = createKeyMemory(saved);
  const owners = [...Object.values(shelves), keys];
  return {
    ...shelves,
    keys,
    /** The sample of an id, however it is written: meters have no hyphen. */
    sample: (id: string): SampleFact | undefined => shelves.samples.get(idKey(id)),
    takeStates: (): readonly SavedState[] => owners.flatMap((owner) => owner.takeStates()),
    ignored: owners.flatMap(({ ignored }) => ignored),
    /** The largest number of a fact that is known to be the desk's own. */
    get numbered(): number {
      return Math.max(shelves.samples.numbered(), shelves.tests.numbered());
    },
    /** Notes the number of a fact that has become durable. */
    number: (fact: Fact, number: number): void => numberFact(shelves, fact, number),
    /** Notes the number of a fact as the record has it, where memory holds what it says. */
    recall: (fact: Fact, number: number): void => {
      const held = heldAs(shelves, fact);
      if (held !== undefined && isDeepStrictEqual(held, fact)) numberFact(shelves, held, number);
    },
    /** Lets go of what is closed and old. */
    forget: (now: UtcMillis): void => forget(shelves, now),
  };
};
export type DeskMemory = ReturnType<typeof createDeskMemory>;

interface Shelves {
  readonly samples: Shelf<SampleFact>;
  readonly sheets: Shelf<SheetState>;
  readonly tests: Shelf<TestFact>;
  readonly cases: Shelf<CaseFacts>;
  readonly leftAlone: Shelf<{ readonly at: UtcMillis }>;
}

const numberFact = ({ samples, tests }: Shelves, fact: Fact, number: number): void => {
  if (fact.kind === 'test') tests.number(fact.id, fact, number);
  if (fact.kind === 'sample' && !('purpose' in fact)) samples.number(idKey(fact.id), fact, number);
};

const heldAs = ({ samples, tests }: Shelves, fact: Fact): Fact | undefined => {
  if (fact.kind === 'test') return tests.get(fact.id);
  return fact.kind === 'sample' ? samples.get(idKey(fact.id)) : undefined;
};

const isClosed = (facts: CaseFacts): boolean => facts.some(({ step }) => step === 'closed');

const forget = ({ samples, sheets, tests, cases, leftAlone }: Shelves, now: UtcMillis): void => {
  const since = now - REMEMBERED;
  for (const facts of cases.all()) if (isClosed(facts) && (facts.at(-1)?.at ?? now) < since) cases.remove(facts[0].id);
  const needed = new Set(cases.all().map(([{ sample }]) => sample));
  for (const test of tests.all()) {
    if (test.quarantine !== undefined || test.receivedAt >= since || needed.has(test.sample)) continue;
    tests.remove(test.id);
    leftAlone.remove(test.id);
  }
  const tested = new Set(tests.all().map(({ sample }) => sample));
  for (const { id, at } of samples.all()) if (at < since && !needed.has(id) && !tested.has(id)) samples.remove(idKey(id));
  for (const sheet of sheets.all()) {
    if (isDone(sheet) && sheet.fact.at < since) sheets.remove(`${sheet.fact.on}/${sheet.fact.run}`);
  }
};
