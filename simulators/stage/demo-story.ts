import { ALARM_CAUSES } from '../../gateway/domain/alarm.ts';
import type { Block } from '../../gateway/domain/block.ts';
import type { Clock } from '../../gateway/domain/clock.ts';
import type { AlarmFact, Fact } from '../../gateway/domain/fact.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import { eventWords } from '../world/event-words.ts';
import type { WorldEvent } from '../world/world-event.ts';

/** Tells in words what happens in the canteen, and what the gateway says of it once that has arrived at the subscriber. */
export interface DemoStory {
  happens(event: WorldEvent): void;
  arrives(block: Block): void;
  /** Adds a line of somebody else's. */
  tell(line: string): void;
  /** Seconds since the story began. */
  seconds(): number;
  /** The last lines of the story, for a screen that is drawn anew. */
  latest(count: number): readonly string[];
}

interface StoryNeeds {
  readonly language: Language;
  readonly clock: Clock;
  /** What people call a channel's cabinet. */
  cabinetOf(channel: string): string;
  tell(line: string): void;
}

/** A story without a line. Each line is told once, when it happens. */
export const createDemoStory = ({ language, clock, cabinetOf, tell }: StoryNeeds): DemoStory => {
  const began = clock.now();
  const seconds = (at: number): number => Math.round((at - began) / 1000);
  const lines: string[] = [];
  const add = (line: string): void => {
    lines.push(line);
    tell(line);
  };
  // Told when it has arrived, but with its own time: what happened while the broker was away comes later.
  const alarm = ({ at, channel, cause, active }: AlarmFact): void =>
    add(
      say(language, active ? 'demo.raised' : 'demo.cleared', {
        seconds: seconds(at),
        cabinet: cabinetOf(channel),
        cause: say(language, `screen.cause.${cause}`),
      }),
    );
  return {
    tell: add,
    seconds: () => seconds(clock.now()),
    happens: (event) => add(say(language, 'demo.happens', { seconds: seconds(clock.now()), words: eventWords(event, language) })),
    arrives: (block) => {
      if (block.lane === 'urgent') block.facts.filter(isAlarm).forEach(alarm);
    },
    latest: (count) => lines.slice(-count),
  };
};

// A block's facts are as loose as whoever wrote them: one that names no known cause is not told as an alarm.
const isAlarm = (fact: Fact): fact is AlarmFact => fact.kind === 'alarm' && ALARM_CAUSES.includes(fact.cause);
