import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { timeOf, worded } from './worded.ts';

/** What the screen shows of notices. */
export interface NoticesView {
  /** On their way. */
  readonly waiting: number;
  /** The oldest first. */
  readonly last: readonly {
    readonly at: number;
    readonly way: string;
    readonly to: string;
    readonly about: string;
    readonly fate: string;
    readonly reason?: string | undefined;
  }[];
  /** Messages about alarms that nobody has heard of so far; the one that was tried last comes last. */
  readonly undelivered?:
    | readonly {
        readonly at: number;
        readonly way: string;
        readonly to: string;
        readonly about: string;
        readonly attempts: number;
        readonly reason: string;
        readonly isTried: boolean;
      }[]
    | undefined;
  /** Short messages that came in; the oldest first. */
  readonly replies?:
    | {
        readonly last: readonly {
          readonly at: number;
          readonly from: string;
          readonly text: string;
          readonly outcome: string;
        }[];
      }
    | undefined;
}

/** The screen has room for so many. */
const MOST = 4;
const MOST_STRANGE = 2;
const LONGEST_TEXT = 40;

/** The last notices with what became of them, the newest first; nothing where nobody was told. */
export const noticeLines = (notices: NoticesView | undefined, timezone: string, language: Language): readonly string[] => {
  if (notices === undefined) return [];
  const strange = strangeLines(notices.replies?.last ?? [], timezone, language);
  const undelivered = undeliveredLines(notices.undelivered ?? [], timezone, language);
  if (notices.waiting === 0 && notices.last.length === 0) return [...undelivered, ...strange];
  return [
    say(language, 'notify.screen.waiting', { n: notices.waiting }),
    ...undelivered,
    ...notices.last
      .slice(-MOST)
      .reverse()
      .flatMap(({ at, way, to, about, fate, reason }) => [
        say(language, 'notify.screen.last', {
          time: timeOf(at, timezone),
          title: worded(`notify.title.${about}`, about, language),
          way: worded(`notify.way.${way}`, way, language),
          to,
          fate: worded(`notify.fate.${fate}`, fate, language),
          reason: reason === undefined ? '' : ` (${harmless(reason)})`,
        }),
        ...hintOf(reason, language),
      ]),
    ...strange,
  ];
};

const undeliveredLines = (
  notices: NonNullable<NoticesView['undelivered']>,
  timezone: string,
  language: Language,
): readonly string[] =>
  notices
    .slice(-MOST)
    .reverse()
    .map(({ at, way, to, about, attempts, reason, isTried }) =>
      say(language, isTried ? 'notify.screen.undelivered' : 'notify.screen.given-up', {
        title: worded(`notify.title.${about}`, about, language),
        way: worded(`notify.way.${way}`, way, language),
        to,
        n: attempts,
        time: timeOf(at, timezone),
        reason: harmless(reason),
      }),
    );

/** What to do about it, where a reason begins with the name of a trouble that has a hint. */
const hintOf = (reason: string | undefined, language: Language): readonly string[] => {
  const hint = worded(`notify.hint.${reason?.split(':')[0]}`, '', language);
  return hint === '' ? [] : [`      → ${hint}`];
};

/** The last of what came in and acknowledged nothing, the newest first: its sender may believe that it did. */
const strangeLines = (
  replies: NonNullable<NoticesView['replies']>['last'],
  timezone: string,
  language: Language,
): readonly string[] =>
  replies
    .filter(({ outcome }) => outcome !== 'acknowledged')
    .slice(-MOST_STRANGE)
    .reverse()
    .map(({ at, from, text, outcome }) =>
      say(language, 'notify.screen.reply', {
        time: timeOf(at, timezone),
        from: printed(from),
        text: printed(text),
        outcome: worded(`notify.outcome.${outcome}`, outcome, language),
      }),
    );

// What strangers and servers write must not move a terminal's cursor.
const harmless = (text: string): string => text.replace(/\p{C}/gu, ' ');
const printed = (text: string): string => harmless(text).slice(0, LONGEST_TEXT);
