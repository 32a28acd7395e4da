import type { TestToJudge } from '../../domain/verdict.ts';
import type { Interfering, TestItem } from './limits-file.ts';
import { nameKey } from './plain-text.ts';
import type { TestLimits } from './test-limits.ts';

/** Knows whether goods disturb the method of an item, by any name of the goods that the data knows. */
export const createInterference = ({ interfering, matrices }: TestLimits) => {
  const goods = [...matrices.values()].flatMap(({ id, name, aliases, goods: own }) => [
    ...own,
    [id, name.en, name['zh-CN'], ...aliases],
  ]);
  const spelled = (name: string): readonly string[] =>
    goods.filter((names) => names.some((other) => nameKey(other) === nameKey(name))).flat();
  const disturbing = interfering.map((entry) => ({
    ...entry,
    names: new Set(entry.goods.flatMap((name) => [name, ...spelled(name)]).map(nameKey)),
  }));
  return ({ goods: named, category, details }: TestToJudge, { method }: TestItem): boolean =>
    disturbing.some(
      (entry) =>
        entry.method === method &&
        [named, category].some((name) => name !== undefined && entry.names.has(nameKey(name))) &&
        !takenAway(entry, details ?? {}),
    );
};

/** True where the run sheet says that the sample was prepared so that the goods don't disturb. */
const takenAway = ({ unless }: Interfering, details: Readonly<Record<string, string>>): boolean =>
  unless?.is.some((word) => nameKey(word) === nameKey(details[unless.detail] ?? '')) ?? false;
