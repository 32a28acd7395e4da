import type { AlarmState } from '../domain/alarm.ts';
import { measuredWords, valueWords } from '../domain/messages/alarm-words.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Notice } from './notice.ts';
import { joined, LONGEST_SHORT, lineOf, type WordsNeeds } from './notice-words.ts';

/** So much of what has changed is told. */
const MOST_LINES = 3;

/**
 * A message that has waited, with what has changed of its alarms since it was written: what is over by now, and what was
 * foretold and no longer comes nearer. A message that is as it was stays as it was.
 */
export const asOfNow = (notice: Notice, alarms: readonly AlarmState[], needs: WordsNeeds): Notice => {
  const lines = alarms.flatMap((alarm) => changedLine(alarm, needs)).filter((line) => !notice.text.includes(line));
  for (let count = Math.min(MOST_LINES, lines.length); count > 0; count -= 1) {
    const change = say(needs.language, 'notify.by-now', { lines: joined(lines.slice(0, count), needs.language) });
    const text = joined([notice.text, change], needs.language);
    // Rather nothing of it than that a short message loses its end.
    if (text.length <= LONGEST_SHORT) return { ...notice, text };
  }
  return notice;
};

const changedLine = (alarm: AlarmState, needs: WordsNeeds): readonly string[] => {
  if (!alarm.active) return [lineOf(alarm, needs)];
  const { value, limit, ahead } = alarm;
  const channel = needs.channel(alarm.channel);
  const now = needs.latestOf(alarm.channel);
  if (channel === undefined || ahead === undefined || value === undefined || limit === undefined || now === undefined) return [];
  const outward = Math.sign(limit - value);
  // Less than a digit of the probe is no change.
  if ((value - now) * outward <= channel.resolution * 1.5) return [];
  const words = { cabinet: channel.cabinet, value: valueWords(now, channel), limit: measuredWords(limit, channel) };
  return [say(needs.language, 'notify.turned', words)];
};
