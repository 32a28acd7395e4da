import type { Language } from '../../gateway/domain/messages/message.ts';
import { scenarioNames, scenarioOf } from './all-scenarios.ts';

/** The page of all scenarios, in each language. */
export const SCENARIO_PAGES: Readonly<Record<Language, string>> = {
  en: 'docs/scenarios.md',
  'zh-CN': 'docs/scenarios.zh-CN.md',
};

const LIST = /(<!-- scenarios -->\n\|.*\n\|---.*\n)[\s\S]*?(<!-- \/scenarios -->)/;

/** A page with the list of all scenarios made anew. */
export const withScenarios = (page: string, language: Language): string => {
  const rows = scenarioNames().map((name) => {
    const { title, zh, alarms, notices } = scenarioOf(name);
    const words = language === 'en' ? title : zh;
    return `| [${name}](../test/scenarios/cases/${name}.yaml) | ${words} | ${alarms.length} | ${notices.length} |\n`;
  });
  return page.replace(LIST, (_, head: string, end: string) => `${head}${rows.join('')}${end}`);
};
