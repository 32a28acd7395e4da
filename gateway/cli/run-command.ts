import { collectRemains, keepYoungHeapSmall } from '../app/young-heap.ts';
import { say } from '../domain/messages/catalogue.ts';
import { startJournalWorker } from '../journal/journal-client.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

/** `larder run`: the gateway, until it is told to end. */
export const runCommand: Command = {
  name: 'run',
  help: (language) => say(language, 'command.run-help'),
  run: async (words, { environment, language, ending }) => {
    const { values } = parsedOptions(words, { language }, CONFIG_OPTION);
    // The journal's thread loads its program while this one loads its own: until it keeps, the gateway is of no use.
    const journalWorker = startJournalWorker();
    // V8 goes back to its default for the whole process when a thread's heap is made.
    void journalWorker.online.then(keepYoungHeapSmall);
    const { readSite } = await import('../app/read-site.ts');
    const site = await readSite(values.config, environment, language);
    collectRemains();
    const { runGateway } = await import('../app/run-gateway.ts');
    return await runGateway(site, journalWorker, environment, ending);
  },
};
