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
}

/** The screen has room for so many. */
const MOST = 4;

/** The last notices with what became of them, the newest first; nothing where nobody was told. */
export const noticeLines = (notices: NoticesView | undefined, timezone: string, language: Language): readonly string[] => {
  if (notices === undefined || (notices.waiting === 0 && notices.last.length === 0)) return [];
  return [
    say(language, 'notify.screen.waiting', { n: notices.waiting }),
    ...notices.last
      .slice(-MOST)
      .reverse()
      .map(({ at, way, to, about, fate, reason }) =>
        say(language, 'notify.screen.last', {
          time: timeOf(at, timezone),
          title: worded(`notify.title.${about}`, about, language),
          way: worded(`notify.way.${way}`, way, language),
          to,
          fate: worded(`notify.fate.${fate}`, fate, language),
          reason: reason === undefined ? '' : ` (${reason})`,
        }),
      ),
  ];
};
