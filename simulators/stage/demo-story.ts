import { ALARM_CAUSES, type AlarmState } from '../../gateway/domain/alarm.ts';
import type { Block } from '../../gateway/domain/block.ts';
import type { AlarmFact, Fact } from '../../gateway/domain/fact.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import { eventWords } from '../world/event-words.ts';
import type { WorldEvent } from '../world/world-event.ts';

/** Tells in words what happens in the canteen, and what the gateway says of it once that has arrived at the subscriber. */
export interface DemoStory {
  happens(event: WorldEvent): void;
  arrives(block: Block): void;
  /** The last lines of the story, for a screen that is drawn anew. */
  latest(count: number): readonly string[];
}

interface StoryNeeds {
  readonly language: Language;
  /** Whole seconds since the demonstration began. */
  seconds(): number;
  tell(line: string): void;
}

/** A story without a line. Each line is told once, when it happens. */
export const createDemoStory = ({ language, seconds, tell }: StoryNeeds): DemoStory => {
  const lines: string[] = [];
  const add = (line: string): void => {
    lines.push(line);
    tell(line);
  };
  const alarm = ({ channel, cause, active }: AlarmState): void =>
    add(
      say(language, active ? 'demo.raised' : 'demo.cleared', {
        seconds: seconds(),
        cabinet: channel,
        cause: say(language, `screen.cause.${cause}`),
      }),
    );
  return {
    happens: (event) => add(say(language, 'demo.happens', { seconds: seconds(), words: eventWords(event, language) })),
    arrives: (block) => {
      if (block.lane === 'urgent') block.facts.filter(isAlarm).forEach(alarm);
    },
    latest: (count) => lines.slice(-count),
  };
};

// A block's facts are as loose as whoever wrote them: one that names no known cause is not told as an alarm.
const isAlarm = (fact: Fact): fact is AlarmFact => fact.kind === 'alarm' && ALARM_CAUSES.includes(fact.cause);
