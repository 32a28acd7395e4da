import { runDemo } from '../../simulators/stage/demo.ts';
import { systemClock } from '../app/system-clock.ts';
import { parseDuration } from '../domain/duration.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Command } from './command.ts';
import { parsedOptions } from './options.ts';

/** `larder demo`: a canteen to look at, and the count of what arrived. */
export const demoCommand: Command = {
  name: 'demo',
  help: (language) => say(language, 'demo.help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, { for: { type: 'string', default: '60s' } });
    const duration = parseDuration(values.for);
    if (duration === undefined) throw new EdgeError('usage', say(terminal.language, 'demo.duration', { text: values.for }));
    return await runDemo(duration, systemClock, terminal);
  },
};
