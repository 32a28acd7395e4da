import type { Profile, SetUnitRecipe } from '../../../device-profiles/profile.ts';
import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import { guardRecipeStep } from './deny-list.ts';
import { interview } from './interview.ts';
import { readRegisters } from './read-device.ts';
import { contradictionOf, tellingRegisters } from './recognise.ts';
import { isAbsent, isPresent, type Reply, type Teller, type UnitRead, type UnitWrite } from './unit-question.ts';

/** A unit id to set. */
export interface Renaming {
  readonly from: number;
  readonly to: number;
  readonly profile: Profile;
  /** Longest that the device takes to begin an answer. */
  readonly patience: Millis;
}

/** What a renaming came to. */
export interface Renamed {
  /** `holds`: it answers at the new id. `after-power-cycle`: it has stored it, and answers there once it was off and on. */
  readonly now: 'holds' | 'after-power-cycle';
  /** True when something still answers at the old id, although this device has left it: there were two. */
  readonly anotherAtOld: boolean;
}

/** A device may be busy storing before it answers again. */
const SETTLING: Millis = 300;

/** Times that a question is asked where everything hangs on its answer. */
const TIMES = 3;

/**
 * Sets a unit id by the profile's own recipe, and reads it back. Nothing is written unless the new id is free, and the
 * device at the old one answers every time, and as the profile says it must.
 * @throws EdgeError `recipe-missing`, `unit-taken`, `no-answer`, `frame-corrupt` (two devices at one id), `profile-unfit`,
 * `write-denied`, `device-exception`, or `write-unconfirmed` when neither id shows the new one afterwards.
 */
export const setUnit = async (line: Teller, renaming: Renaming, clock: Clock): Promise<Renamed> => {
  const { from, to, profile, patience } = renaming;
  const recipe = recipeOf(profile);
  await mustBeFree(line, to, recipe, patience);
  const shown = await shownAt(line, from, recipe, renaming);
  // It was told before, and waits to be switched off and on.
  if (shown === to) return { now: 'after-power-cycle', anotherAtOld: false };
  if (shown !== from) throw new EdgeError('profile-unfit', `${profile.id}: unit ${from} says that it is ${shown}`);
  await mustFit(line, renaming);
  for (const step of recipe.steps) await follow(line, step, renaming);
  await sleep(clock, SETTLING);
  return confirm(line, recipe, renaming);
};

/**
 * Checks, after the device was off and on, that it answers at its new id and that nobody answers at the old one.
 * @throws EdgeError as `setUnit`, `write-unconfirmed` when the device shows another id.
 */
export const checkUnit = async (line: Teller, renaming: Renaming): Promise<Renamed> => {
  const { from, to, profile, patience } = renaming;
  const recipe = recipeOf(profile);
  const shown = await shownAt(line, to, recipe, { ...renaming, from: to });
  if (shown !== to) throw new EdgeError('write-unconfirmed', `unit ${to} says that it is ${shown}`);
  return { now: 'holds', anotherAtOld: from !== to && !(await isFree(line, from, recipe, patience)) };
};

const recipeOf = ({ id, setUnit: recipe }: Profile): SetUnitRecipe => {
  if (recipe === undefined) throw new EdgeError('recipe-missing', id);
  return recipe;
};

const readBack = (unit: number, { readBack: { table, address } }: SetUnitRecipe): UnitRead => ({
  unit,
  table,
  address,
  count: 1,
});

const mustBeFree = async (line: Teller, unit: number, recipe: SetUnitRecipe, patience: Millis): Promise<void> => {
  if (!(await isFree(line, unit, recipe, patience))) throw new EdgeError('unit-taken', String(unit));
};

// Whatever comes back from there, be it broken, comes from somebody. The generic question finds devices of other makes.
const isFree = async (line: Teller, unit: number, recipe: SetUnitRecipe, patience: Millis): Promise<boolean> => {
  const generic: UnitRead = { unit, table: 'holding', address: 0, count: 1 };
  for (const question of [readBack(unit, recipe), generic, readBack(unit, recipe)]) {
    if (!isAbsent(await line.read(question, patience))) return false;
  }
  return true;
};

/** The id that the device at `unit` shows; asked several times, because two devices at one id may agree once by chance. */
const shownAt = async (line: Teller, unit: number, recipe: SetUnitRecipe, { profile, patience }: Renaming): Promise<number> => {
  const replies: Reply[] = [];
  for (let time = 0; time < TIMES; time += 1) replies.push(await line.read(readBack(unit, recipe), patience));
  if (replies.some(({ is }) => is === 'doubt')) throw new EdgeError('frame-corrupt', `unit ${unit}`);
  const present = replies.filter(isPresent);
  if (present.length < 2) throw new EdgeError('no-answer', `unit ${unit}`);
  const values = new Set(present.map((reply) => (reply.is === 'values' ? reply.values[0] : undefined)));
  const [shown] = values;
  if (values.size === 1 && shown !== undefined) return shown;
  throw new EdgeError('profile-unfit', `${profile.id}: unit ${unit}, ${recipe.readBack.table} ${recipe.readBack.address}`);
};

// Two new devices show the same unit id, and their answers about it are one clean answer; but what they measure differs.
const mustFit = async (line: Teller, { from, profile, patience }: Renaming): Promise<void> => {
  const talk = interview(line, from, patience);
  const contradiction = await contradictionOf(profile, talk);
  await readRegisters(profile, tellingRegisters(profile), talk);
  if (talk.tally().broken > 0) throw new EdgeError('frame-corrupt', `unit ${from}`);
  if (contradiction !== undefined) throw new EdgeError('profile-unfit', `${profile.id}: unit ${from}, ${contradiction}`);
};

const follow = async (
  line: Teller,
  step: SetUnitRecipe['steps'][number],
  { from, to, profile, patience }: Renaming,
): Promise<void> => {
  const order: UnitWrite = {
    unit: from,
    function: step.function,
    address: step.address,
    values: [step.value === 'unit' ? to : step.value],
  };
  guardRecipeStep(profile, step, order);
  const reply = await line.write(order, patience);
  if (reply.is === 'exception')
    throw new EdgeError('device-exception', `unit ${from}, register ${step.address}, exception ${reply.code}`);
  // Silence or doubt decide nothing: some devices answer from their new id, some restart. The read-back decides.
};

const confirm = async (line: Teller, recipe: SetUnitRecipe, { from, to, patience }: Renaming): Promise<Renamed> => {
  const atNew = await shows(line, to, recipe, to, patience);
  const atOld = await line.read(readBack(from, recipe), patience);
  if (atNew) return { now: 'holds', anotherAtOld: !isAbsent(atOld) };
  if (atOld.is === 'values' && atOld.values[0] === to) return { now: 'after-power-cycle', anotherAtOld: false };
  throw new EdgeError('write-unconfirmed', `unit ${from} → ${to}`);
};

const shows = async (line: Teller, unit: number, recipe: SetUnitRecipe, wanted: number, patience: Millis): Promise<boolean> => {
  for (let time = 0; time < TIMES; time += 1) {
    const reply = await line.read(readBack(unit, recipe), patience);
    if (reply.is === 'values' && reply.values[0] === wanted) return true;
  }
  return false;
};
