import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, playScenario } from './play-scenario.ts';
import { loadScenarioFile, type ScenarioFile } from './scenario-file.ts';

const FOLDER = 'test/scenarios/cases';

/** The names of all scenarios, in alphabetical order. */
export const scenarioNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();

export const scenarioOf = (name: string): ScenarioFile => loadScenarioFile(join(FOLDER, `${name}.yaml`));

/** What a scenario names, in the form in which it is compared: two things of one minute in any order. */
export const expected = ({ alarms, notices }: Pick<ScenarioFile, 'alarms' | 'notices'>): Outcome => ({
  alarms: [...alarms].sort(),
  notices: [...notices].sort(),
  untrue: [],
});

/** Plays a scenario, and gives what came of it in the same form. */
export const outcomeOf = async (file: ScenarioFile): Promise<Outcome> => {
  const { alarms, notices, untrue } = await playScenario(file);
  return { alarms: [...alarms].sort(), notices: [...notices].sort(), untrue };
};
