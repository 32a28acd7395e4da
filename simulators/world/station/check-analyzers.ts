import type { AnalyzerEvent, ScenarioAnalyzer } from './analyzer-schema.ts';
import type { MeterFaults } from './meter-faults.ts';
import { FAULTS_OF_KIND, type MeterKind } from './meter-kind.ts';

/** Something about an analyzer that makes no sense. */
export interface AnalyzerFinding {
  readonly path: readonly PropertyKey[];
  readonly key: 'analyzer-link' | 'fault' | 'unknown';
  readonly filling?: Readonly<Record<string, string>>;
}

const senseless = (kind: MeterKind, faults: MeterFaults, path: readonly PropertyKey[]): readonly AnalyzerFinding[] => {
  const sensible = new Set<string>(FAULTS_OF_KIND[kind]);
  return Object.keys(faults)
    .filter((fault) => !sensible.has(fault))
    .map((fault) => ({ path: [...path, 'faults', fault], key: 'fault', filling: { fault } }));
};

/** Faults of one analyzer: links that it can't have, disturbances that mean nothing on its link. */
export const faultsOfAnalyzer = (analyzer: ScenarioAnalyzer, path: readonly PropertyKey[]): readonly AnalyzerFinding[] => {
  const { kind, tcp, connect, serial, http, faults } = analyzer;
  const links = [tcp, connect, serial, http].filter((link) => link !== undefined);
  const isRight = links.length === 1 && (kind === 'android') === (http !== undefined);
  return [...(isRight ? [] : [{ path, key: 'analyzer-link' } as const]), ...senseless(kind, faults, path)];
};

/** Faults of an event at an analyzer. */
export const faultsOfAnalyzerEvent = (
  analyzers: readonly ScenarioAnalyzer[],
  event: AnalyzerEvent,
  path: readonly PropertyKey[],
): readonly AnalyzerFinding[] => {
  const analyzer = analyzers.find(({ id }) => id === event.analyzer);
  const known = analyzers.map(({ id }) => id).join(', ');
  if (analyzer === undefined) return [{ path: [...path, 'analyzer'], key: 'unknown', filling: { id: event.analyzer, known } }];
  return 'faults' in event ? senseless(analyzer.kind, event.faults, path) : [];
};
