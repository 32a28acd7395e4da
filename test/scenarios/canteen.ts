import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { CABINET_KINDS } from '../../simulators/world/cabinet-kind.ts';
import { scenarioId } from '../../simulators/world/scenario-words.ts';
import type { ScenarioFile } from './scenario-file.ts';

const cabinet = z.strictObject({
  id: scenarioId,
  kind: z.enum(CABINET_KINDS),
  setpoint: z.number().exactOptional(),
  ambient: z.number().exactOptional(),
  defrostsPerDay: z.number().exactOptional(),
  doorsPerDay: z.number().exactOptional(),
});

const thing = z.strictObject({
  /** As it stands in the configuration, but for its id. */
  device: z.looseObject({ line: scenarioId, unit: z.int(), profile: scenarioId }),
  cabinet: cabinet.optional(),
  /** The cabinets whose machines it meters. */
  meters: z.array(scenarioId).default([]),
  /** Register to what it shows: a quantity of cabinet or meter, `mains`, `button`, or a number. */
  shows: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Thing = z.infer<typeof thing>;

const schema = z.strictObject({ site: z.record(z.string(), z.unknown()), things: z.record(scenarioId, thing) });

/** A canteen as a scenario has it. */
export interface Canteen {
  /** The box's configuration, as its file says it. */
  readonly config: string;
  readonly things: ReadonlyMap<string, Thing>;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Blocks are laid over blocks; whatever else stands in `over` takes the place of what was. */
const laidOver = (under: Tree, over: Tree): Tree => ({
  ...under,
  ...Object.fromEntries(
    Object.entries(over).map(([key, value]) => {
      const before = under[key];
      return [key, isTree(before) && isTree(value) ? laidOver(before, value) : value];
    }),
  ),
});

/** The canteen of a file, with the things that a scenario names, and changed as it says. */
export const canteenOf = (
  { things: wanted, site, cabinets }: Pick<ScenarioFile, 'things' | 'site' | 'cabinets'>,
  file: string,
): Canteen => {
  const read = schema.parse(parse(readFileSync(file, 'utf8')));
  const things = new Map(
    wanted.map((id) => {
      const found = read.things[id];
      if (found === undefined) throw new Error(`the canteen has no ${id}`);
      return [id, { ...found, cabinet: found.cabinet && cabinet.parse({ ...found.cabinet, ...cabinets[id] }) }] as const;
    }),
  );
  const devices = [...things].map(([id, { device }]) => ({ id, ...device }));
  const lines = new Set(devices.map(({ line }) => line));
  const all = z.array(z.looseObject({ id: z.string() })).parse(read.site['lines']);
  const config = laidOver({ ...read.site, lines: all.filter(({ id }) => lines.has(id)), devices }, site);
  return { config: stringify(config), things };
};
