import { createHash } from 'node:crypto';
import type { CaseRules } from '../../../gateway/cases/case-rules.ts';
import { createDesk, type Desk } from '../../../gateway/cases/desk.ts';
import type { DeskAnalyzer } from '../../../gateway/cases/desk-needs.ts';
import { loadCaseRules } from '../../../gateway/cases/load-case-rules.ts';
import { recallNumbers } from '../../../gateway/cases/recall-numbers.ts';
import type { Committed } from '../../../gateway/domain/commit.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { RawRecord } from '../../../gateway/domain/raw-record.ts';
import type { SentResult, Transfer, TransferTrouble, Understood } from '../../../gateway/domain/sent-result.ts';
import type { CaseFact, TestFact } from '../../../gateway/domain/station-fact.ts';
import type { TestJudge } from '../../../gateway/domain/verdict.ts';
import { createIntake } from '../../../gateway/intake/intake.ts';
import { journalInThread } from '../../../gateway/journal/journal-in-thread.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, leftUnclosed, openCore } from '../journal/journal-folder.ts';
import { factsOf } from '../journal/recorded.ts';

/** Seven in the morning in Shenyang. */
const SEVEN = Date.UTC(2026, 0, 14, 23, 0);

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A judge of one item: an inhibition of 50 % or more is positive, unless the run's control is broken. */
const judge: TestJudge = ({ item, value, role, goods, control }) => {
  if (role !== 'sample') return { verdict: 'not-judged', reason: 'control' };
  if (item !== 'pesticide-inhibition') return { verdict: 'not-judged', reason: 'no-item' };
  if (goods === undefined) return { verdict: 'not-judged', reason: 'no-sample' };
  if (control?.value === 'broken') return { verdict: 'invalid', reason: 'control-out-of-range' };
  if (!/^-?\d+(\.\d+)?$/.test(value)) return { verdict: 'not-judged', reason: 'no-value' };
  return { verdict: Number(value) >= 50 ? 'positive' : 'negative' };
};

const METER: DeskAnalyzer = { id: 'meter', profile: 'taiyang-ttnj', recordNumbers: 'none', retryWindow: 90_000 };
const PRINTER: DeskAnalyzer = { id: 'printer', profile: 'text-generic', recordNumbers: 'none', retryWindow: 0 };
const SENDER: DeskAnalyzer = { id: 'sender', profile: 'lis2-generic', recordNumbers: 'none', retryWindow: 90_000 };
const COUNTER: DeskAnalyzer = { id: 'counter', profile: 'dayuan', recordNumbers: 'per-day', retryWindow: 90_000 };
const SLIPS: DeskAnalyzer = { id: 'slips', profile: 'text-generic', recordNumbers: 'for-ever', retryWindow: 0 };
const FOLDER: DeskAnalyzer = { id: 'folder', profile: 'csv-generic', recordNumbers: 'none', retryWindow: 0 };
const READER: DeskAnalyzer = { id: 'reader', profile: 'lis2-generic', recordNumbers: 'for-ever', retryWindow: 90_000 };

/** What is kept beside the record. */
export interface Beside {
  readonly raw: Map<string, RawRecord>;
  readonly people: Map<string, string>;
}

const newBeside = (): Beside => ({ raw: new Map(), people: new Map() });

export interface DeskWorld {
  readonly clock: ManualClock;
  readonly folder: string;
  readonly desk: Desk;
  readonly beside: Beside;
  readonly facts: () => readonly Fact[];
  readonly tests: () => readonly TestFact[];
  readonly caseSteps: () => readonly CaseFact['step'][];
  /** Learns the numbers that the run before could not note. */
  recalled(): Promise<void>;
  /** Ends as kill -9 does, and starts again. */
  killed(): Promise<DeskWorld>;
  /** How bytes are understood when they are read again. */
  profile: (raw: Uint8Array) => Understood;
}

interface DeskOptions {
  readonly rules?: (rules: CaseRules) => CaseRules;
  /** Stands between the desk and the journal. */
  readonly know?: (facts: readonly Fact[], know: (facts: readonly Fact[]) => Promise<Committed>) => Promise<Committed>;
  readonly judge?: TestJudge;
  /** The id of the `count`th thing. */
  readonly idOf?: (count: number) => string;
}

/** A desk on a real journal, with a real intake, in a folder of its own. */
export const openDesk = async (
  options: DeskOptions = {},
  at: { folder: string; clock: ManualClock; beside: Beside } = {
    folder: dataFolder(), clock: createManualClock({ now: SEVEN, elapsed: 60_000 }), beside: newBeside(),
  }, // biome-ignore format: a world
): Promise<DeskWorld> => {
  const { folder, clock, beside } = at;
  const core = openCore(folder, clock);
  const journal = journalInThread(core, clock);
  let ids = factsOf(core).length * 1000;
  const rules = await loadCaseRules();
  const world = { profile: (): Understood => ({ results: [], troubles: [] }) } as Pick<DeskWorld, 'profile'>;
  const intake = createIntake({
    judge: { judge: () => [], tick: () => [], takeStates: () => desk.takeStates() },
    journal, announce: () => undefined, warn: () => undefined, clock, trust: () => 'sure', commitEvery: 2000, tickEvery: 1000, onJournalLost: () => undefined,
  }); // biome-ignore format: a list to read
  const desk: Desk = createDesk({
    saved: journal.opened.states,
    journal: journal.opened.journal,
    clock,
    newId: () => (options.idOf ?? ((count) => `id-${count}`))(++ids),
    judge: options.judge ?? judge,
    know: (facts) => (options.know === undefined ? intake.know(facts) : options.know(facts, intake.know)),
    keepRaw: async (raw) => void beside.raw.set(raw.hash, raw),
    rawOf: async (hash) => beside.raw.get(hash),
    sha256,
    refOf: (person) => sha256(Buffer.from(`key ${person}`)).slice(0, 16),
    nameOf: (person) => (person === 'p-01' ? '张三' : person),
    name: async (ref, text) => void beside.people.set(ref, text),
    person: async (ref) => beside.people.get(ref),
    erase: async (ref) => beside.people.delete(ref),
    timezone: 'Asia/Shanghai',
    language: 'en',
    analyzers: [METER, PRINTER, SLIPS, FOLDER, SENDER, COUNTER, READER],
    understand: (_, raw) => world.profile(raw),
    itemNamed: (text) => (text === '农药残留' ? 'pesticide-inhibition' : undefined),
    rules: options.rules?.(rules) ?? rules,
    categoriesOf: (category) => (category === 'leaf-vegetable' ? [category, 'vegetable'] : [category]),
  });
  const facts = (): readonly Fact[] => factsOf(core) as unknown as readonly Fact[];
  return Object.assign(world, {
    clock, folder, desk, beside, facts,
    tests: () => facts().filter((fact) => fact.kind === 'test'),
    caseSteps: () => facts().flatMap((fact) => (fact.kind === 'case' ? [fact.step] : [])),
    killed: async () => {
      leftUnclosed(core, folder);
      const again = await openDesk(options, at);
      await again.recalled();
      return again;
    },
    recalled: () => recallNumbers(desk, journal, journal.opened.heads.urgent[0]),
  }); // biome-ignore format: a world
};

const LETTUCE = {
  name: '生菜',
  category: 'leaf-vegetable',
  stall: 'A-12',
  dealer: '李四',
  commissionedBy: 'authority',
  sampler: 'p-01',
};

/** A registered sample of lettuce. */
export const registered = async ({ desk }: DeskWorld, changed: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  (await desk.register({ ...LETTUCE, ...changed })).id;

export const registeredMany = async (world: DeskWorld, count: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let place = 0; place < count; place += 1) ids.push(await registered(world, { stall: `A-${place + 1}` }));
  return ids;
};

/** A result of enzyme inhibition, as a meter sends it. */
export const inhibition = (value: string, sent: Partial<SentResult> = {}): SentResult => ({
  sampleId: '', code: '11', item: 'pesticide-inhibition', value, unit: '%', ...sent,
}); // biome-ignore format: a result

let transfers = 0;

/** A transfer of an analyzer now; its bytes are its own, unless they are given. */
export const transferOf = (
  { clock }: DeskWorld,
  analyzer: string,
  results: readonly SentResult[],
  more: { troubles?: readonly TransferTrouble[]; raw?: string; sentAt?: string; imported?: boolean; file?: string } = {},
): Transfer => {
  transfers += 1;
  const { troubles = [], raw = `transfer ${transfers}`, sentAt, imported, file } = more;
  return {
    analyzer, origin: 'instrument', raw: Buffer.from(raw), receivedAt: clock.now(),
    understood: { results, troubles, ...(sentAt === undefined ? {} : { sentAt }) },
    ...(imported === undefined ? {} : { imported }),
    ...(file === undefined ? {} : { file }),
  }; // biome-ignore format: a transfer
};

/** Local time in the site's zone, as an instrument writes it. */
export const localText = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19);
