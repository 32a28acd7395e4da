import type { DangerousWrite, Profile, SetUnitRecipe } from '../../../device-profiles/profile.ts';
import { EdgeError } from '../../domain/edge-error.ts';

/** A write as it would go out: any Modbus function (vendors' own too), with the values from `address` on. */
export interface IntendedWrite {
  readonly function: number;
  readonly address: number;
  readonly values: readonly number[];
}

/** The entry of a profile's list of dangerous writes that this write falls under; undefined where none does. */
export const deniedBy = ({ dangerous }: Pick<Profile, 'dangerous'>, write: IntendedWrite): DangerousWrite | undefined =>
  dangerous.find((entry) => covers(entry, write));

const covers = (entry: DangerousWrite, write: IntendedWrite): boolean => {
  if (entry.function !== undefined && entry.function !== write.function) return false;
  // A vendor's own function may carry no value at all: then its address alone counts.
  const touched = write.values.length === 0 ? [undefined] : write.values;
  return touched.some(
    (value, place) => isWithin(entry, write.address + place) && (entry.value === undefined || entry.value === value),
  );
};

const isWithin = ({ address, to = address }: DangerousWrite, touched: number): boolean =>
  address === undefined || to === undefined || (address <= touched && touched <= to);

/**
 * Stops a step of a unit-id recipe that must not be sent. What the maker prescribes may go to a register that the list
 * keeps everybody else from; but where the list names a value, and the new unit id happens to be that value, it may not:
 * on some modules the number one register further takes it back to its factory settings.
 * @throws EdgeError `write-denied` with the reason that the profile gives.
 */
export const guardRecipeStep = (profile: Profile, step: SetUnitRecipe['steps'][number], write: IntendedWrite): void => {
  const entry = deniedBy(profile, write);
  if (entry?.value === undefined || step.value !== 'unit') return;
  throw new EdgeError('write-denied', `${profile.id}: ${write.address} = ${entry.value}: ${entry.why}`);
};
