import type { Channel } from '../../../gateway/domain/channel.ts';
import type { Instant } from '../../../gateway/domain/clock.ts';
import type { JudgedFact } from '../../../gateway/domain/fact.ts';
import type { Quality } from '../../../gateway/domain/quality.ts';
import { createJudge } from '../../../gateway/rules/judge.ts';
import { clockWords, HOUR, MIDNIGHT, MINUTE } from './one-channel.ts';

type Said = Readonly<Record<string, number | Quality>>;

/** Several channels and their judge; each step is a minute, and each value comes with it. */
export interface SeveralChannels {
  /** One value a channel, or a quality without one, by its id, each minute for so many minutes; a channel that is left out says nothing. */
  stay(values: Said, minutes?: number): readonly JudgedFact[];
  /** The gateway starts again; a machine that starts anew begins its growing clock again. */
  restart(machine?: boolean): void;
  /** `00:30 fridge-1/temperature high raised suppressed` or `00:30 fridge-1/temperature defrost on shape`. */
  readonly story: () => readonly string[];
}

const words = (fact: JudgedFact): string =>
  fact.kind === 'state'
    ? `${clockWords(fact.at)} ${fact.on} ${fact.state} ${fact.active ? 'on' : 'off'} ${fact.reason}`
    : `${clockWords(fact.at)} ${fact.channel} ${fact.cause} ${fact.active ? 'raised' : 'cleared'}${fact.suppressed ? ' suppressed' : ''}`;

export const severalChannels = (
  channels: readonly Channel[],
  isSwitchedOff: (cabinet: string, minute: number) => boolean = () => false,
  isTimeSure: () => boolean = () => true,
): SeveralChannels => {
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `alarm-${ids}`;
  };
  const saved = new Map<string, string>();
  const facts: JudgedFact[] = [];
  let at: Instant = { now: MIDNIGHT, elapsed: HOUR };
  const start = () =>
    createJudge(channels, {
      saved: [...saved].map(([key, text]) => ({ key, text })),
      at,
      newId,
      lastKnown: at.now,
      timeKnown: isTimeSure(),
      isTimeSure,
      isSwitchedOff: (cabinet, now) => isSwitchedOff(cabinet, (now - MIDNIGHT) / MINUTE),
    });
  let judge = start();
  const step = (said: Said): readonly JudgedFact[] => {
    at = { now: at.now + MINUTE, elapsed: at.elapsed + MINUTE };
    const places = channels.flatMap(({ id }, place) => (id in said ? [place] : []));
    const seen = places.map((place) => said[channels[place]?.id ?? ''] ?? Number.NaN);
    const values = seen.map((what) => (typeof what === 'number' ? what : Number.NaN));
    const qualities = seen.map((what): Quality => (typeof what === 'number' ? 'good' : what));
    const news = [...judge.tick(at), ...judge.judge({ elapsed: at.elapsed, channels: places, values, qualities }, at)];
    for (const { key, text } of judge.takeStates()) {
      if (text === undefined) saved.delete(key);
      else saved.set(key, text);
    }
    facts.push(...news);
    return news;
  };
  return {
    stay: (values, minutes = 1) => Array.from({ length: minutes }, () => step(values)).flat(),
    restart: (machine = false) => {
      if (machine) at = { now: at.now, elapsed: MINUTE };
      judge = start();
    },
    story: () => facts.map(words),
  };
};
