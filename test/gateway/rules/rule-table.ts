import { durationText } from '../../../gateway/domain/duration.ts';
import type { Limit, LimitSet } from '../../../gateway/domain/limit.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';

const HEAD = {
  en: ['rule', 'meant for', 'legal', 'working', 'on-delay', 'deadband', 'source of the legal limit', 'force'],
  'zh-CN': ['规则', '用于', '法定限值', '管理限值', '延时', '回差', '法定限值出处', '约束力'],
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

const sourceOf = (limits: readonly Limit[]): string =>
  distinct(
    limits
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
    ...rules.map(({ id, appliesTo, limits }) =>
      row([
        `\`${id}\``,
        appliesTo?.[language] ?? '',
        rangeOf(limits, 'legal'),
        rangeOf(limits, 'operational'),
        distinct(limits.map(({ onDelay }) => durationText(onDelay))),
        distinct(limits.map(({ deadband }) => `${deadband} K`)),
        sourceOf(limits),
        distinct(limits.filter(({ level }) => level === 'legal').map(({ source }) => FORCE[language][source.force])) ||
          FORCE[language].practice,
      ]),
    ),
  ];
};
