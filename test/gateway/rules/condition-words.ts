import type { Condition, ConditionOf, Defrost } from '../../../gateway/domain/condition.ts';
import { durationText } from '../../../gateway/domain/duration.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';

const stageWords = ({ to, within, total }: ConditionOf<'cooling'>['stages'][number], language: Language): string => {
  if (within !== undefined) return `${to} (${durationText(within)})`;
  const time = durationText(total ?? 0);
  return language === 'en' ? `${to} (${time} in total)` : `${to}（共 ${time}）`;
};

const bandWords = ({ above, below }: ConditionOf<'cumulative'>): string =>
  [above === undefined ? '' : `> ${above}`, below === undefined ? '' : `< ${below}`].filter(Boolean).join(', ');

const wordsOf = (condition: Condition, language: Language): string => {
  const english = language === 'en';
  switch (condition.kind) {
    case 'cumulative': {
      const [band, most, window] = [bandWords(condition), durationText(condition.most), durationText(condition.window)];
      return english ? `${band}: at most ${most} in ${window}` : `${band}：${window} 内累计不超过 ${most}`;
    }
    case 'cooling':
      return [`${condition.from}`, ...condition.stages.map((stage) => stageWords(stage, language))].join(' → ');
    case 'cycle':
      return english
        ? `≥ ${condition.least} for ${durationText(condition.for)}`
        : `≥ ${condition.least} 保持 ${durationText(condition.for)}`;
    case 'calm':
      return english
        ? `too calm: within ${condition.range} for ${durationText(condition.for)}`
        : `过稳：${durationText(condition.for)} 内变化不超过 ${condition.range}`;
    case 'disagreement':
      return english
        ? `two probes ${condition.most} apart for ${durationText(condition.onDelay)}`
        : `两探头相差 ${condition.most} 达 ${durationText(condition.onDelay)}`;
    case 'forecast':
      return english
        ? `will pass ${condition.value} within ${durationText(condition.ahead)}`
        : `预计 ${durationText(condition.ahead)} 内越过 ${condition.value}`;
    case 'rate':
      return english
        ? `moves by ${condition.change} within ${durationText(condition.within)}`
        : `${durationText(condition.within)} 内变化 ${condition.change}`;
  }
};

const defrostWords = ({ rise, within, height, longest }: Defrost, language: Language): string =>
  language === 'en'
    ? `defrost: up ${rise} within ${durationText(within)}, no more than ${height}, no longer than ${durationText(longest)}`
    : `除霜：${durationText(within)} 内升 ${rise}，不高于 ${height}，不长于 ${durationText(longest)}`;

/** What a rule says besides its limits, as the documents show it. */
export const conditionWords = (conditions: readonly Condition[], defrost: Defrost | undefined, language: Language): string =>
  [
    ...conditions.map((condition) => wordsOf(condition, language)),
    ...(defrost === undefined ? [] : [defrostWords(defrost, language)]),
  ].join('; ') || '–';
