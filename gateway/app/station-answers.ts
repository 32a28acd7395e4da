import { z } from 'zod';
import type { Desk } from '../cases/desk.ts';
import { forgetPerson } from '../cases/forget-person.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Language } from '../domain/messages/message.ts';
import type { SampleFact, TestFact } from '../domain/station-fact.ts';
import type { Answerer } from './control-socket.ts';
import type { Station, StationNeeds } from './open-station.ts';

const requestSchema = z.looseObject({ do: z.string(), with: z.unknown().optional() });

/** `file` is absolute: the gateway reads it itself, as the same user. */
const importSchema = z.strictObject({ analyzer: z.string(), file: z.string().startsWith('/') });

/** What may be asked of the desk, and what it answers. Whatever stands in `with` is checked whole by the desk. */
const asked = ({ desk, limits }: Station): Readonly<Record<string, (entered: unknown) => unknown>> => ({
  register: (sample) => desk.register(sample),
  'register-all': async (samples) =>
    (await desk.registerAll(samples)).map((sample) => ({ ...sample, goodsKnown: knows(limits, sample) })),
  'run-sheet': (sheet) => desk.runSheet(sheet),
  'end-sheet': async (act) => ({ joined: await desk.endSheet(act) }),
  typed: async (result) => named(await desk.typed(withItem(result, limits)), limits),
  assign: async (act) => named(await desk.assign(act), limits),
  'set-aside': (act) => desk.setAside(act),
  forget: (act) => desk.forget(act),
  'read-again': (act) => desk.readAgain(act),
  step: (act) => desk.step(act),
  board: () => desk.board().map((row) => ({ ...row, itemName: limits.nameOf(row.item) })),
  quarantine: () => desk.quarantine().map((row) => ({ ...row, test: named(row.test, limits) })),
  undecided: () => desk.undecided().map((row) => ({ ...row, test: named(row.test, limits) })),
  cases: () => desk.openCases(),
  samples: () => desk.samples().map((row) => ({ ...row, tests: row.tests.map((test) => named(test, limits)) })),
});

/** A test with what people call its item. */
const named = (test: TestFact, { nameOf }: Station['limits']): TestFact & { readonly itemName?: string } =>
  test.item === undefined ? test : { ...test, itemName: nameOf(test.item) };

/** Whether the limits know the goods at all: else none of their results will be judged, and somebody should hear it now. */
const knows = ({ categoriesOf }: Station['limits'], { category, name }: SampleFact): boolean =>
  categoriesOf(category, name).length > 0;

/** Whoever types a result may name its item as people do. */
const withItem = (result: unknown, { itemNamed }: Station['limits']): unknown => {
  const named = z.looseObject({ item: z.string() }).safeParse(result);
  return named.success ? { ...named.data, item: itemNamed(named.data.item) ?? named.data.item } : result;
};

/** Answers requests to the station's desk, as `larder sample`, `case` and `board` ask them. `forget` erases a person on a site without a station, which refuses all else: EdgeError `request-refused`. */
export const answerStation = (station: Station | undefined, needs: StationNeeds, language: Language): Answerer => {
  const { journal, people } = needs;
  const forget = (act: unknown): Promise<void> => forgetPerson({ ...needs, ...people, language, person: journal.person }, act);
  const answers = station === undefined ? undefined : asked(station);
  return async (request) => {
    const { do: word, with: entered } = requestSchema.parse(request);
    // Every site has people, and any of them may ask to be erased.
    if (station === undefined && word === 'forget') return (await forget(entered)) ?? null;
    if (station === undefined || answers === undefined)
      throw new EdgeError(
        'request-refused',
        'this site has no test station: name an analyzer, or set site.kind to rapid-test-station',
      );
    if (word === 'import') return await imported(station, entered);
    const answer = Object.hasOwn(answers, word) ? answers[word] : undefined;
    if (answer === undefined) throw new EdgeError('request-refused', `the desk knows no “${word.slice(0, 40)}”`);
    return (await answer(entered)) ?? null;
  };
};

const imported = async (station: Station, entered: unknown): ReturnType<Desk['keep']> => {
  const { analyzer, file } = importSchema.parse(entered);
  return await station.keepLog(analyzer, file);
};
