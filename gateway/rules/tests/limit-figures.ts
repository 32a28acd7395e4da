import type { UtcMillis } from '../../domain/clock.ts';
import { forceOf } from './limit-in-force.ts';
import type { TestLimits } from './test-limits.ts';

/** What a station judges by, in numbers. */
export interface LimitFigures {
  readonly items: number;
  /** Groups of goods that limits can hold for. */
  readonly matrices: number;
  /** Limits in force at the moment that was asked for. */
  readonly inForce: number;
  /** Of those, the ones that nobody has compared with the document's own text. */
  readonly unverified: number;
  /** Limits that judge the past only. */
  readonly ended: number;
}

/** Counts what a sample that is taken at `at` is judged by. */
export const limitFigures = ({ items, matrices, limits }: TestLimits, at: UtcMillis): LimitFigures => {
  const inForce = limits.filter(({ source }) => at >= forceOf(source).from && at < forceOf(source).before);
  return {
    items: items.size,
    matrices: matrices.size,
    inForce: inForce.length,
    unverified: inForce.filter(({ source }) => !source.verified).length,
    ended: limits.filter(({ source }) => at >= forceOf(source).before).length,
  };
};
