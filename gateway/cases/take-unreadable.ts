import type { Fact } from '../domain/fact.ts';
import type { Transfer } from '../domain/sent-result.ts';
import type { TestFact } from '../domain/station-fact.ts';
import { analyzerOf, type DeskParts, nowOf } from './desk-parts.ts';
import { judgedTest } from './judged-test.ts';
import { corrected } from './rejudge.ts';
import { unreadableTest } from './test-of-result.ts';
import { type Storm, stormAfterFact, stormStep } from './unreadable-storm.ts';

/** What the part of a transfer that could not be understood comes to. */
interface Unread {
  readonly facts: readonly Fact[];
  readonly tests: number;
  readonly quarantined: number;
  readonly duplicates: number;
}

const NOTHING: Unread = { facts: [], tests: 0, quarantined: 0, duplicates: 0 };

/** Puts what was not understood in quarantine, with its bytes; a storm of it is counted and told in groups. Changes memory. */
export const takeUnreadable = (parts: DeskParts, transfer: Transfer, hash: string): Unread => {
  const { analyzer, receivedAt, understood } = transfer;
  // Parts that contradict each other are told by their results.
  const troubles = understood.troubles.filter((trouble) => trouble !== 'contradiction' || understood.results.length === 0);
  if (troubles.length === 0) return NOTHING;
  const { keys, storms } = parts.memory;
  if (keys.knows(analyzer, hash)) return { ...NOTHING, duplicates: 1 };
  if (understood.results.length === 0) keys.add(analyzer, hash);
  const kind = `${analyzer}/${troubles.join(' ')}`;
  const step = stormStep(storms.get(kind), hash, receivedAt);
  if (step.is === 'counted') {
    storms.put(kind, step.storm);
    return { ...NOTHING, quarantined: 1 };
  }
  const standing = step.is === 'told' ? parts.memory.tests.get(step.storm.test) : undefined;
  if (step.is === 'told' && standing?.quarantine === 'unreadable') {
    storms.put(kind, step.storm);
    return { ...NOTHING, facts: told(parts, standing, step.storm, step.hashes), quarantined: 1 };
  }
  const test = ownTest(parts, transfer, hash);
  storms.put(kind, stormAfterFact(storms.get(kind), test.id, receivedAt));
  return { facts: [test], tests: 1, quarantined: 1, duplicates: 0 };
};

const ownTest = (parts: DeskParts, transfer: Transfer, hash: string): TestFact => {
  const { needs, memory } = parts;
  const id = needs.newId();
  const { profile } = analyzerOf(parts, transfer.analyzer);
  const test = judgedTest(unreadableTest({ id, at: nowOf(parts), transfer, profile, hash }), undefined, undefined, needs.judge);
  memory.tests.put(id, test);
  return test;
};

const told = (parts: DeskParts, test: TestFact, { count }: Storm, hashes: readonly string[]): readonly Fact[] =>
  corrected(parts, { ...test, details: { ...test.details, count: String(count), raws: hashes.join(' ') } });
