import type { Judgement, TestJudge, TestToJudge, VerdictReason } from '../../domain/verdict.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';
import { createInterference } from './interference.ts';
import { type Finding, judgeAmount } from './judge-amount.ts';
import { asJudged, createLimitFinder } from './limit-in-force.ts';
import type { InhibitionItem, MatrixLimit, TestItem } from './limits-file.ts';
import { createNameResolver } from './name-resolver.ts';
import { readAmount } from './read-amount.ts';
import { readStrip } from './read-strip.ts';
import { controlHolds } from './run-control.ts';
import type { TestLimits } from './test-limits.ts';

const notJudged = (reason: VerdictReason): Judgement => ({ verdict: 'not-judged', reason });

/**
 * Judges results by these limits: a run that failed is invalid, whoever's sample it was; a text that is no value, goods that
 * nobody knows and a limit that isn't there are `not-judged`; nothing of these ever passes.
 */
export const createTestJudge = (limits: TestLimits): TestJudge => {
  const { matrixOf } = createNameResolver(limits);
  const limitFor = createLimitFinder(limits);
  const interferes = createInterference(limits);
  return (test) => {
    if (test.role !== 'sample') return notJudged('control');
    const item = test.item === undefined ? undefined : limits.items.get(test.item);
    if (item === undefined) return notJudged('no-item');
    const failed = failedRun(test, item);
    if (failed !== undefined) return failed;
    const { goods, category, takenAt } = test;
    if (takenAt === undefined || (goods === undefined && category === undefined)) return notJudged('no-sample');
    const matrix = matrixOf(goods, category);
    const limit = matrix === undefined ? undefined : limitFor(item.id, matrix, takenAt);
    if (limit === undefined) return notJudged('no-limit');
    const found = findingOf(test, item, limit);
    const doubted = interferes(test, item) && (found.verdict === 'negative' || found.verdict === 'positive');
    const finding: Finding = doubted ? { verdict: 'suspect', reason: 'interfering-goods' } : found;
    return { ...finding, limit: asJudged(limit, item.kind) };
  };
};

/** What is wrong with a run or a text, whatever was tested; undefined where nothing is. */
const failedRun = (test: TestToJudge, item: TestItem): Finding | undefined => {
  switch (item.kind) {
    case 'maximum':
      return readAmount(test.value) === undefined ? notJudged('no-value') : undefined;
    case 'inhibition':
      return failedInhibition(test, item);
    case 'strip':
      switch (readStrip(test.value, test.details ?? {}, item)) {
        case 'control-missing':
          return { verdict: 'invalid', reason: 'control-missing' };
        case 'invalid':
          return { verdict: 'invalid' };
        case 'nothing':
          return readAmount(test.value) === undefined ? notJudged('no-value') : undefined;
        default:
          return undefined;
      }
  }
};

const failedInhibition = (test: TestToJudge, item: InhibitionItem): Finding | undefined => {
  if (!controlHolds(item, test.control)) return { verdict: 'invalid', reason: 'control-out-of-range' };
  const amount = readAmount(test.value);
  if (amount === undefined) return notJudged('no-value');
  const lowest = item.lowest === undefined ? undefined : parseDecimal(item.lowest);
  const order = lowest === undefined ? 1 : compareDecimals(amount.number, lowest);
  const below = amount.qualifier === '<' ? order <= 0 : order < 0;
  return below ? { verdict: 'invalid', reason: 'control-out-of-range' } : undefined;
};

const findingOf = (test: TestToJudge, item: TestItem, limit: MatrixLimit): Finding => {
  if (item.kind !== 'strip') return judgeAmount(test, item, limit);
  const outcome = readStrip(test.value, test.details ?? {}, item);
  return outcome === 'negative' || outcome === 'positive' || outcome === 'suspect'
    ? { verdict: outcome }
    : judgeAmount(test, item, limit);
};
