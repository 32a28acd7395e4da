import { durationText } from '../../../gateway/domain/duration.ts';
import type { Limit, LimitSet } from '../../../gateway/domain/limit.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import type { Source } from '../../../gateway/domain/source.ts';
import { conditionWords } from './condition-words.ts';

const HEAD = {
  en: ['rule', 'meant for', 'legal', 'working', 'on-delay', 'deadband', 'besides limits', 'source of the legal limit', 'force'],
  'zh-CN': ['规则', '用于', '法定限值', '管理限值', '延时', '回差', '限值之外', '法定限值出处', '约束力'],
} as const;

const FORCE = {
  en: { shall: 'shall', should: 'should', practice: 'practice' },
  'zh-CN': { shall: '应', should: '宜', practice: '惯例' },
} as const;

const rangeOf = (limits: readonly Limit[], level: Limit['level']): string => {
  const of = (side: Limit['side']): readonly string[] =>
    limits
      .filter((limit) => limit.level === level && limit.side === side)
      .map(({ value }) => `${side === 'high' ? '≤' : '≥'} ${value}`);
  return [...of('low'), ...of('high')].join(', ') || '–';
};

const distinct = (words: readonly string[]): string => [...new Set(words)].join(', ');

interface Sourced {
  readonly level: Limit['level'];
  readonly source: Source;
}

const sourceOf = (numbers: readonly Sourced[]): string =>
  distinct(
    numbers
      .filter(({ level }) => level === 'legal')
      .map(({ source: { document, edition, clause } }) =>
        [document, document.includes(edition) ? '' : edition, clause ?? ''].filter(Boolean).join(', '),
      ),
  ) || '–';

/** The table of shipped rules as docs/rules.md shows it, in one language. */
export const ruleTable = (rules: readonly LimitSet[], language: Language): readonly string[] => {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(HEAD[language]),
    row(HEAD[language].map(() => '---')),
    ...rules.map(({ id, appliesTo, limits, conditions = [], defrost }) =>
      row([
        `\`${id}\``,
        appliesTo?.[language] ?? '',
        rangeOf(limits, 'legal'),
        rangeOf(limits, 'operational'),
        distinct(limits.map(({ onDelay }) => durationText(onDelay))) || '–',
        distinct(limits.map(({ deadband }) => `${deadband} K`)) || '–',
        conditionWords(conditions, defrost, language),
        sourceOf([...limits, ...conditions]),
        distinct(
          [...limits, ...conditions].filter(({ level }) => level === 'legal').map(({ source }) => FORCE[language][source.force]),
        ) || FORCE[language].practice,
      ]),
    ),
  ];
};
