import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import { lostNotes } from '../reports/pdf/loss-words.ts';
import type { RecordedReading } from '../reports/recorded-readings.ts';
import type { EarlierJournal, UnreadStretch } from '../reports/report-sources.ts';

/** Of one journal, the first and the last reading that were judged. */
interface JudgedSpan {
  readonly journal: string;
  readonly first: UtcMillis;
  last: UtcMillis;
}

/** Notes which readings come from which journal, as they pass: what lies between two journals is nobody's. */
export class JudgedSpans {
  readonly all: JudgedSpan[] = [];

  *passing(readings: Iterable<RecordedReading>): Generator<RecordedReading> {
    for (const reading of readings) {
      const { journal, time } = reading;
      const span = this.all.at(-1);
      if (span?.journal === journal) span.last = time;
      else this.all.push({ journal, first: time, last: time });
      yield reading;
    }
  }
}

/** A journal that was set aside, as far as a past that is judged lies in it. */
export interface JudgedJournal extends Pick<EarlierJournal, 'journal' | 'reason' | 'until'> {
  /** False where it lies elsewhere or can't be read: nothing of it is judged. */
  readonly isRead: boolean;
  /** Of its last reading that was judged, and of the next journal's first: between them nothing is known. */
  readonly ended?: UtcMillis;
  readonly next?: UtcMillis;
}

/** The journals that were set aside within a past from a moment on, oldest first. */
export const judgedJournals = (
  earlier: readonly EarlierJournal[],
  from: UtcMillis,
  { all }: JudgedSpans,
): readonly JudgedJournal[] =>
  earlier
    .filter(({ until }) => until > from)
    .map(({ journal, reason, until, blocks }) => {
      const place = all.findIndex((span) => span.journal === journal);
      const [ended, next] = [all[place]?.last, place < 0 ? undefined : all[place + 1]?.first];
      return {
        journal, reason, until, isRead: blocks !== undefined,
        ...(ended === undefined ? {} : { ended }),
        ...(next === undefined ? {} : { next }),
      }; // biome-ignore format: a list to read
    });

/** What a reader must know of a past that goes over several journals: where each ends, which isn't judged, and what is gone. */
export const pastWords = (
  journals: readonly JudgedJournal[],
  lost: readonly UnreadStretch[],
  { language, timezone }: Site['gateway'],
): readonly string[] => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  const time = (at: UtcMillis | undefined): string => (at === undefined ? '–' : format.format(at));
  return [
    ...journals.map(({ journal, reason, until, isRead, ended, next }) =>
      say(language, isRead ? 'alarm.replay.earlier' : 'alarm.replay.elsewhere', {
        journal: journal ?? say(language, 'report.earlier.unknown'),
        reason: say(language, `report.earlier.${reason}`),
        at: time(until),
        ended: time(ended),
        next: time(next),
      }),
    ),
    ...lostNotes(
      lost.map(({ what, ...rest }) => ({ lane: what, ...rest })),
      timezone,
      language,
    ),
  ];
};
