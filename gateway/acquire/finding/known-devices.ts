import type { Profile } from '../../../device-profiles/profile.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { FoundUnit } from './scan-line.ts';

/** A device that the configuration has on the searched line. */
export interface KnownDevice {
  readonly id: string;
  readonly unit: number;
  readonly profile: Pick<Profile, 'id'>;
}

/** What a search found that the configuration doesn't have yet. */
export const newUnits = (found: readonly FoundUnit[], known: readonly KnownDevice[]): readonly FoundUnit[] =>
  found.filter(({ unit }) => known.every((device) => device.unit !== unit));

/** Where a search and the configuration disagree: a device that is silent, or that is another than it is said to be. */
export const disagreements = (
  found: readonly FoundUnit[],
  known: readonly KnownDevice[],
  asked: ReadonlySet<number>,
): readonly Diagnosis[] =>
  known.flatMap(({ id, unit, profile }): readonly Diagnosis[] => {
    const there = found.filter((one) => one.unit === unit);
    if (there.length === 0 && asked.has(unit))
      return [{ key: 'finding.wire.missing', filling: { device: id, unit }, problem: true }];
    const others = there.filter(({ recognition }) => recognition.certain && !isPossible(recognition.candidates, profile.id));
    return others.map(({ recognition: { candidates } }) => ({
      key: 'finding.wire.other-profile',
      filling: { device: id, unit, said: profile.id, found: candidates[0]?.profile.id ?? '' },
      problem: true,
    }));
  });

const isPossible = (candidates: FoundUnit['recognition']['candidates'], id: string): boolean =>
  candidates.some(({ profile }) => profile.id === id);
