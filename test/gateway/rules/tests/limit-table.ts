import type { Language } from '../../../../gateway/domain/messages/message.ts';
import type { MatrixLimit, TestItem } from '../../../../gateway/rules/tests/limits-file.ts';
import type { TestLimits } from '../../../../gateway/rules/tests/test-limits.ts';

const HEAD = {
  en: ['item', 'kind', 'positive when', 'source', 'force', 'confidence'],
  'zh-CN': ['检测项目', '类型', '判为阳性的条件', '依据', '约束力', '可信度'],
} as const;

const WORDS = {
  en: {
    shall: 'shall', should: 'should', practice: 'practice', high: 'high', medium: 'medium', low: 'low',
    maximum: 'maximum', inhibition: 'inhibition', strip: 'strip', until: 'for samples before', read: 'detected', colon: ': ', comma: ', ',
  },
  'zh-CN': {
    shall: '应', should: '宜', practice: '惯例', high: '高', medium: '中', low: '低',
    maximum: '限量', inhibition: '抑制率', strip: '试纸', until: '仅限此前抽样：', read: '检出', colon: '：', comma: '，',
  },
} as const; // biome-ignore format: words to read

const distinct = (texts: readonly string[], comma: string): string => [...new Set(texts)].join(comma);

/** The table of shipped limits as docs/test-limits.md shows it, in one language: one row an item. */
export const limitTable = ({ items, matrices, limits }: TestLimits, language: Language): readonly string[] => {
  const words = WORDS[language];
  const { comma, colon } = words;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const sourceText = ({ source: { document, validTo } }: MatrixLimit): string =>
    validTo === undefined ? document : `${document}${comma}${words.until} ${validTo}`;
  const matrixName = (id: string): string => matrices.get(id)?.name[language] ?? id;
  const holds = (own: readonly MatrixLimit[]): string => {
    const byBound = new Map<string, string[]>();
    for (const { positiveIf, value, unit, matrix } of own) {
      const bound = positiveIf === undefined ? words.read : `${positiveIf === '>' ? '>' : '≥'} ${value} ${unit}`;
      byBound.set(bound, [...(byBound.get(bound) ?? []), matrixName(matrix)]);
    }
    return [...byBound].map(([bound, names]) => `${names.join(comma)}${colon}${bound}`).join('; ');
  };
  const itemRow = ({ id, name, kind }: TestItem): string => {
    const own = limits.filter(({ item }) => item === id);
    return row([
      `\`${id}\` ${name[language]}`,
      words[kind],
      holds(own),
      distinct(own.map(sourceText), comma),
      distinct(
        own.map(({ source }) => words[source.force]),
        comma,
      ),
      distinct(
        own.map(({ confidence }) => words[confidence]),
        comma,
      ),
    ]);
  };
  return [row(HEAD[language]), row(HEAD[language].map(() => '---')), ...[...items.values()].map(itemRow)];
};
