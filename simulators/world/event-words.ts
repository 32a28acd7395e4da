import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import type { WorldEvent } from './world-event.ts';

/** What happened, in words: “The door of cold-room stands open.” */
export const eventWords = (event: WorldEvent, language: Language): string => {
  if ('door' in event) return say(language, event.open ? 'scenario.door-open' : 'scenario.door-shut', { cabinet: event.door });
  if ('machine' in event) return say(language, 'scenario.machine-dead', { cabinet: event.machine });
  if ('probe' in event) return say(language, `scenario.probe-${event.is}`, { probe: event.probe });
  if ('unit' in event) return say(language, `scenario.unit-${event.is}`, { unit: event.unit });
  if ('broker' in event) return say(language, `scenario.broker-${event.broker}`);
  if ('plugged' in event)
    return say(language, event.plugged ? 'scenario.line-plugged' : 'scenario.line-unplugged', { line: event.line });
  return say(language, 'faults' in event ? 'scenario.line-faults' : 'scenario.line-dropped', { line: event.line });
};
