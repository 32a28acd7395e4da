import { openEarlierJournals } from '../app/earlier-journals.ts';
import { LANES, type Lane } from '../domain/lane.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { RecordFile } from '../journal/record-file.ts';
import type { EarlierJournal, ReportedBlocks, UnreadStretch } from '../reports/report-sources.ts';

/** What verification of a journal that was set aside came to: what its successor's word or a signature proves, and what is not so. */
export interface EarlierVerification extends Pick<EarlierJournal, 'journal' | 'reason'> {
  /** False where it lies elsewhere or can't be read. */
  readonly isRead: boolean;
  /** The first and the last number that is proven; absent for a lane of which nothing is. */
  readonly proven: Readonly<Partial<Record<Lane, readonly [first: number, last: number]>>>;
  readonly unread: readonly UnreadStretch[];
}

/** Verifies the journals that a record goes on from, as far as their files lie in its folder, oldest first. */
export const verifyEarlier = (folder: string, gateway: string, record: RecordFile): readonly EarlierVerification[] => {
  const earlier = openEarlierJournals(folder, gateway, record);
  try {
    return earlier.journals.map(({ journal, reason, blocks }) => ({
      journal,
      reason,
      isRead: blocks !== undefined,
      proven: blocks === undefined ? {} : provenIn(blocks),
      unread: blocks?.unread?.() ?? [],
    }));
  } finally {
    earlier.close();
  }
};

const provenIn = (blocks: ReportedBlocks): EarlierVerification['proven'] => {
  const proven: Partial<Record<Lane, readonly [first: number, last: number]>> = {};
  for (const each of [blocks.urgent(), blocks.readings(0, Number.MAX_SAFE_INTEGER)]) {
    for (const { lane, first, last } of each) proven[lane] = [proven[lane]?.[0] ?? first, last];
  }
  return proven;
};

/** Whether anything is wrong with it. What is gone of a journal that was damaged is what its successor says: no fault. */
export const isEarlierWrong = ({ reason, unread }: EarlierVerification): boolean =>
  unread.some((stretch) => reason !== 'damaged' || stretch.reason.startsWith('unproven:'));

/** The same in words. */
export const earlierWords = (earlier: EarlierVerification, language: Language): readonly string[] => {
  const { journal, reason, isRead, proven, unread } = earlier;
  const about = {
    journal: journal ?? say(language, 'report.earlier.unknown'),
    reason: say(language, `report.earlier.${reason}`),
  };
  if (!isRead) return [say(language, 'record.earlier.elsewhere', about)];
  const lanes = LANES.flatMap((lane) => (proven[lane] === undefined ? [] : [`${lane} ${proven[lane].join('..')}`]));
  return [
    say(language, 'record.earlier.read', about),
    ...(lanes.length === 0 ? [] : [say(language, 'record.earlier.proven', { lanes: lanes.join(', ') })]),
    ...unread.map(({ what, reason: why }) => {
      const [word, range = ''] = why.split(':');
      return say(language, word === 'unproven' ? 'record.earlier.unproven' : 'record.earlier.gone', { lane: what, range });
    }),
  ];
};
