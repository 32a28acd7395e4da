import type { SourceFile } from './sources.ts';

const BELOW_APP = [
  'gateway/domain', 'gateway/data-text', 'device-profiles', 'gateway/config', 'gateway/acquire', 'gateway/rules', 'gateway/journal', 'gateway/evidence',
  'gateway/intake', 'gateway/cases', 'gateway/notify', 'gateway/reports', 'gateway/console',
  'cloud-bridge/contract', 'cloud-bridge/relay', 'cloud-bridge/receiver',
]; // biome-ignore format: a table to read

const STAGE = ['gateway/app', 'cloud-bridge/receiver', 'simulators/world', ...BELOW_APP];

/** Who may import whom: layer to layers. A layer may always import itself. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'gateway/domain': [],
  'gateway/data-text': ['gateway/domain'],
  'device-profiles': ['gateway/domain', 'gateway/data-text'],
  'gateway/config': ['gateway/domain', 'device-profiles'],
  'gateway/acquire': ['gateway/domain', 'device-profiles'],
  'gateway/rules': ['gateway/domain', 'gateway/data-text'],
  'gateway/journal': ['gateway/domain'],
  'gateway/evidence': ['gateway/domain'],
  'gateway/intake': ['gateway/domain'],
  'gateway/cases': ['gateway/domain', 'gateway/data-text'],
  'gateway/notify': ['gateway/domain'],
  'gateway/reports': ['gateway/domain'],
  'gateway/console': ['gateway/domain'],
  'cloud-bridge/contract': ['gateway/domain'],
  'cloud-bridge/relay': ['gateway/domain', 'gateway/data-text', 'cloud-bridge/contract'],
  'cloud-bridge/receiver': ['gateway/domain', 'cloud-bridge/contract', 'gateway/evidence'],
  'gateway/app': BELOW_APP,
  'simulators/world': ['gateway/domain', 'gateway/data-text', 'device-profiles'],
  'simulators/stage': STAGE,
  'gateway/cli': ['simulators/stage', ...STAGE],
};

/** The layer a path belongs to, or undefined for a package. */
const layerOf = (path: string): string | undefined => Object.keys(LAYERS).find((layer) => path.startsWith(`${layer}/`));

/** Imports that the table doesn't allow, as sentences. Domain may import nothing but itself and zod. */
export const forbiddenImports = (sources: readonly SourceFile[]): readonly string[] =>
  sources.flatMap(({ path, imports }) => {
    const layer = layerOf(path);
    if (layer === undefined) return [`${path} belongs to no layer`];
    return imports.filter((target) => !allowed(layer, target)).map((target) => `${path} must not import ${target}`);
  });

const allowed = (layer: string, target: string): boolean => {
  const other = layerOf(target);
  if (other === undefined) return layer !== 'gateway/domain' || target === 'zod';
  return other === layer || (LAYERS[layer] ?? []).includes(other);
};

/** One cycle of imports (types count), as the list of its files; empty when there is none. */
export const findCycle = (sources: readonly SourceFile[]): readonly string[] => {
  const edges = new Map(sources.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    const found = (edges.get(path) ?? []).reduce<readonly string[]>(
      (cycle, next) => (cycle.length > 0 ? cycle : visit(next, [...trail, path])),
      [],
    );
    done.add(path);
    return found;
  };
  return sources.reduce<readonly string[]>((cycle, { path }) => (cycle.length > 0 ? cycle : visit(path, [])), []);
};
