import { scenarioNames, scenarioOf } from './all-scenarios.ts';

/** The list of all scenarios as the documents have it, in one language. */
export const scenarioList = (language: 'en' | 'zh-CN'): string =>
  scenarioNames()
    .map((name) => {
      const { title, zh, alarms, notices } = scenarioOf(name);
      const words = language === 'en' ? title : zh;
      return `| [${name}](../test/scenarios/cases/${name}.yaml) | ${words} | ${alarms.length} | ${notices.length} |`;
    })
    .join('\n');
