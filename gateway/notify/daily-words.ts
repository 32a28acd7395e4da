import type { AlarmState } from '../domain/alarm.ts';
import { say } from '../domain/messages/catalogue.ts';
import { WHOLE_SITE } from '../domain/operating-calendar.ts';
import { DEADLINE_KINDS, type DueThing } from './deadlines.ts';
import { cabinetOf, isFoodInDoubt, joined, lineOf, listOf, type Words, type WordsNeeds } from './notice-words.ts';

/** Things that are named at most; the others are counted. */
const MOST_NAMED = 3;

/** Why nobody is told of a cabinet. */
const QUIET = ['maintenance', 'switched-off', 'shelved'] as const;

/** A cabinet whose alarms nobody is told of for now; `site` for all of them. */
export interface QuietCabinet {
  readonly cabinet: string;
  readonly why: (typeof QUIET)[number];
}

/** What has fallen due, by kind: how many, and the first by name. */
const dueLines = (things: readonly DueThing[], { language }: WordsNeeds): readonly string[] =>
  DEADLINE_KINDS.flatMap((kind) => {
    const names = things.filter((each) => each.kind === kind).map(({ name }) => name);
    if (names.length === 0) return [];
    const shown = listOf(names.slice(0, MOST_NAMED), language);
    return [say(language, `notify.due.${kind}`, { n: names.length, names: names.length > MOST_NAMED ? `${shown} …` : shown })];
  });

/** Puts into words what has fallen due: “第三小学食堂：到期提醒。留样待处置 2 份（…）。” */
export const deadlineNotice = (things: readonly DueThing[], needs: WordsNeeds): Words => {
  const { site, language } = needs;
  const title = say(language, 'notify.title.deadline');
  const parts = [say(language, 'notify.head', { site, title }), ...dueLines(things, needs)];
  return { title: `${site} ${title}`, text: joined(parts, language) };
};

/** What the daily sign of life says. */
export interface Life {
  /** How many cabinets the box has. */
  readonly cabinets: number;
  readonly open: readonly AlarmState[];
  /** Cabinets whose alarms nobody is told of for now. */
  readonly quiet: readonly QuietCabinet[];
  /** Ways that fail, in words of their own. */
  readonly ill: readonly string[];
  /** What has fallen due, and isn't done. */
  readonly due: readonly DueThing[];
  /** Alarms of which somebody is still owed something, those that are over among them. */
  readonly owed: readonly AlarmState[];
}

const watched = (cabinets: number, quiet: readonly QuietCabinet[]) => ({
  of: cabinets,
  n: quiet.some(({ cabinet }) => cabinet === WHOLE_SITE)
    ? 0
    : Math.max(0, cabinets - new Set(quiet.map(({ cabinet }) => cabinet)).size),
});

/** That all is well is said of cabinets that are watched alone. */
const standingLines = (
  open: readonly AlarmState[],
  { of, n }: { readonly of: number; readonly n: number },
  needs: WordsNeeds,
): readonly string[] => {
  const { language } = needs;
  if (open.length > 0)
    return [say(language, 'notify.open', { n: open.length }), ...open.slice(0, MOST_NAMED).map((alarm) => lineOf(alarm, needs))];
  return [n === of ? say(language, 'notify.well', { n }) : say(language, 'notify.partly-watched', { n, of })];
};

const quietLines = (quiet: readonly QuietCabinet[], open: readonly AlarmState[], needs: WordsNeeds): readonly string[] => {
  const { language } = needs;
  const shelved = open
    .filter((alarm) => alarm.shelved)
    .map((alarm): QuietCabinet => ({ cabinet: cabinetOf(alarm, needs), why: 'shelved' }));
  return QUIET.flatMap((why) => {
    const names = new Set([...quiet, ...shelved].filter((each) => each.why === why).map(({ cabinet }) => cabinet));
    if (names.size === 0) return [];
    const words = names.has(WHOLE_SITE) ? say(language, 'notify.whole-site') : listOf([...names], language);
    return [say(language, `notify.quiet.${why}`, { names: words })];
  });
};

/** Over isn't done: the food behind it may have gone bad meanwhile. */
const undecidedLines = (owed: readonly AlarmState[], needs: WordsNeeds): readonly string[] => {
  const { language } = needs;
  const over = owed.filter((alarm) => !alarm.active && !alarm.suppressed && isFoodInDoubt(alarm));
  const names = [...new Set(over.map((alarm) => cabinetOf(alarm, needs)))];
  return names.length === 0
    ? []
    : [say(language, 'notify.undecided', { names: listOf(names.slice(0, MOST_NAMED), language), n: names.length })];
};

/** Puts the day's state into words: well, or what is not. */
export const lifeNotice = ({ cabinets, open, quiet, ill, due, owed }: Life, needs: WordsNeeds): Words => {
  const { site, language } = needs;
  const title = say(language, 'notify.title.sign-of-life');
  const parts = [
    say(language, 'notify.head', { site, title }),
    ...standingLines(open, watched(cabinets, quiet), needs),
    ...undecidedLines(owed, needs),
    ...quietLines(quiet, open, needs),
    ...(ill.length === 0 ? [] : [say(language, 'notify.ill', { ways: ill.join(', ') })]),
    ...dueLines(due, needs),
  ];
  return { title: `${site} ${title}`, text: joined(parts, language) };
};
