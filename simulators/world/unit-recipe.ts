import type { SetUnitRecipe } from '../../device-profiles/profile.ts';

/** A unit id that can be set by the profile's own recipe, and by nothing else. */
export interface UnitId {
  now(): number;
  /** Takes note of a write; the recipe's steps must come in order, with nothing of the recipe out of turn. */
  written(code: number, address: number, word: number): void;
  /** What the read-back register holds. */
  told(): number;
  /** What was set to hold later holds now. */
  powerCycle(): void;
}

/** A device at `unit`, with its recipe where the profile has one. */
export const createUnitId = (unit: number, recipe: SetUnitRecipe | undefined): UnitId => {
  let now = unit;
  let told = unit;
  let done = 0;
  let asked = unit;
  const finish = (): void => {
    done = 0;
    told = asked;
    if (recipe?.takesEffect === 'at-once') now = asked;
  };
  return {
    now: () => now,
    told: () => told,
    written: (code, address, word) => {
      const step = recipe?.steps[done];
      const isUnit = step?.value === 'unit' && word >= 1 && word <= 247;
      if (step === undefined || recipe === undefined) return;
      if (step.function !== code || step.address !== address || !(isUnit || step.value === word)) {
        done = 0;
        return;
      }
      if (isUnit) asked = word;
      done += 1;
      if (done === recipe.steps.length) finish();
    },
    powerCycle: () => {
      now = told;
    },
  };
};
