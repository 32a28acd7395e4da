import type { Path } from './finding.ts';

type Keyed = { [key: string]: unknown };

const isKeyed = (value: unknown): value is Keyed => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at `path` of plain content; undefined where nothing does. */
export const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isKeyed(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, content);

/** A copy without what stands at `paths`. Items of lists leave their place empty, so that the others keep theirs. */
export const without = (content: unknown, paths: readonly Path[]): unknown => {
  if (paths.some((path) => path.length === 0)) return undefined;
  const copy: unknown = structuredClone(content);
  for (const path of paths) {
    const parent = valueAt(copy, path.slice(0, -1));
    const last = path.at(-1) ?? '';
    if (Array.isArray(parent)) parent[Number(last)] = undefined;
    else if (isKeyed(parent)) delete parent[last];
  }
  return copy;
};
