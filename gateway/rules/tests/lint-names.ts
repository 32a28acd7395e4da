import type { Fault } from '../../domain/edge-error.ts';
import type { Matrix, TestItem } from './limits-file.ts';
import { namesOfItem, namesOfMatrix } from './name-resolver.ts';
import type { Placed } from './placed.ts';
import { nameKey } from './plain-text.ts';

interface Named {
  readonly id: string;
}

/** Ids that stand twice in one folder. Of two folders, the later one's takes the place of the other. */
export const doubleIds = (all: readonly Placed<Named>[]): readonly Fault[] =>
  all
    .filter(({ entry, folder }, place) =>
      all.slice(0, place).some((other) => other.folder === folder && other.entry.id === entry.id),
    )
    .map(({ entry: { id }, fault }) => fault({ path: ['id'], wrong: 'limits.double-id', filling: { id } }));

/** Names that could mean two items, or two matrices. */
export const doubleNames = (items: readonly Placed<TestItem>[], matrices: readonly Placed<Matrix>[]): readonly Fault[] => [
  ...ambiguous(items, namesOfItem),
  ...ambiguous(matrices, namesOfMatrix),
];

const ambiguous = <Entry extends Named>(
  all: readonly Placed<Entry>[],
  namesOf: (entry: Entry) => readonly string[],
): readonly Fault[] => {
  const owners = new Map<string, string>();
  const inForce = new Map(all.map((placed) => [placed.entry.id, placed]));
  return [...inForce.values()].flatMap(({ entry, fault }) =>
    namesOf(entry).flatMap((name) => {
      const other = owners.get(nameKey(name)) ?? entry.id;
      owners.set(nameKey(name), other);
      return other === entry.id ? [] : [fault({ path: ['id'], wrong: 'limits.double-name', filling: { name, other } })];
    }),
  );
};
