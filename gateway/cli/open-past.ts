import { openEarlierJournals } from '../app/earlier-journals.ts';
import { reportedRecord } from '../app/reported-record.ts';
import type { Site } from '../config/site.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { ReportedRecord } from '../reports/report-sources.ts';
import { openRecordIn } from './open-record.ts';

/** A box's own past, read as reports read it: the record that goes on, and the journals that were set aside before it. */
export interface BoxPast {
  readonly record: ReportedRecord;
  /** What is kept beside the facts, as it stands now. */
  states(): readonly SavedState[];
  close(): void;
}

/** Opens a box's past, to read it, as far as it is sealed by now. @throws EdgeError `file-unreadable`, `journal-damaged`, `journal-newer`. */
export const openPast = ({ dataFolder, gateway: { id } }: Pick<Site, 'dataFolder' | 'gateway'>): BoxPast => {
  const file = openRecordIn(dataFolder);
  const { journals, close } = openEarlierJournals(dataFolder, id, file);
  return {
    record: reportedRecord(file, journals),
    states: () => file.states(),
    close: () => {
      close();
      file.close();
    },
  };
};
