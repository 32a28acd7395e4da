import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ReportData } from '../report-data.ts';

/** Why a part of the record may be gone, by the names that facts use. */
const LOSSES = ['damaged', 'unproven', 'unsealed', 'storage-full', 'storage-too-slow', 'age', 'bytes', 'no-room'] as const;

type Lost = NonNullable<ReportData['lost']>[number];

/** Of which lane something is gone, its numbers or how many, and why; a reason without words stands as the record has it. */
export const lossWords = ({ lane, reason }: Pick<Lost, 'lane' | 'reason'>, language: Language): string => {
  const [name = '', which] = reason.split(':');
  const known = LOSSES.find((loss) => loss === name);
  return [
    say(language, lane === 'urgent' ? 'report.lane.urgent' : 'report.lane.readings'),
    ...(known === undefined || which === undefined ? [] : [which.replace('unknown', '?')]),
    known === undefined ? reason : say(language, `report.loss.${known}`),
  ].join(' ');
};
