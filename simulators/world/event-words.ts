import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import type { AnalyzerEvent } from './station/analyzer-schema.ts';
import type { WorldEvent } from './world-event.ts';

const analyzerWords = (event: AnalyzerEvent, language: Language): string => {
  const { analyzer } = event;
  if ('measure' in event) return say(language, 'scenario.analyzer-measure', { analyzer, wells: event.measure.length });
  if ('withoutPower' in event) return say(language, 'scenario.analyzer-outage', { analyzer, seconds: event.withoutPower / 1000 });
  return say(language, 'transfer' in event ? 'scenario.analyzer-transfer' : 'scenario.analyzer-faults', { analyzer });
};

/** What happened, in words: “The door of cold-room stands open.” */
export const eventWords = (event: WorldEvent, language: Language): string => {
  if ('door' in event) return say(language, event.open ? 'scenario.door-open' : 'scenario.door-shut', { cabinet: event.door });
  if ('machine' in event) return say(language, 'scenario.machine-dead', { cabinet: event.machine });
  if ('probe' in event) return say(language, `scenario.probe-${event.is}`, { probe: event.probe });
  if ('unit' in event) return say(language, `scenario.unit-${event.is}`, { unit: event.unit });
  if ('broker' in event) return say(language, `scenario.broker-${event.broker}`);
  if ('analyzer' in event) return analyzerWords(event, language);
  if ('plugged' in event)
    return say(language, event.plugged ? 'scenario.line-plugged' : 'scenario.line-unplugged', { line: event.line });
  return say(language, 'faults' in event ? 'scenario.line-faults' : 'scenario.line-dropped', { line: event.line });
};
