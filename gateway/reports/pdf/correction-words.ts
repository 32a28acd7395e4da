import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { AlarmRecord } from '../report-data.ts';

/** A corrective action in words: what was done, what became of the goods, what else was said, and who did it. */
export const correctionWords = (
  { action, goods, kilograms, words }: NonNullable<AlarmRecord['confirmed']>,
  who: string,
  language: Language,
): string =>
  [
    action,
    goods === undefined
      ? undefined
      : `${say(language, `report.goods.${goods}`)}${kilograms === undefined ? '' : ` ${kilograms} kg`}`,
    words,
    who,
  ]
    .filter((part) => part !== undefined)
    .join(language === 'en' ? ', ' : '，');
