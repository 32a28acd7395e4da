import type { MessagePort } from 'node:worker_threads';
import { BesideStore } from './beside-store.ts';
import { answerTo } from './journal-answers.ts';
import { JournalCore } from './journal-core.ts';
import type { FromJournal, ToJournal } from './journal-messages.ts';
import { startRounds } from './journal-rounds.ts';
import type { JournalNeeds, JournalSettings } from './journal-settings.ts';
import { journalError } from './sqlite-file.ts';

/** The worker's side of the journal: opens the core with what `open` gives, and answers until it is told to close. */
export const serveJournal = (port: MessagePort, settings: JournalSettings, open: () => JournalNeeds): void => {
  const say = (message: FromJournal): void => port.postMessage(message);
  const failed = (error: unknown, id?: number): void => {
    const { code, message } = journalError(error);
    say(id === undefined ? { is: 'failed', code, message } : { is: 'failed', id, code, message });
  };
  try {
    const needs = open();
    const core = new JournalCore(settings, needs);
    core.listen({
      onSealed: (lane, head) => say({ is: 'sealed', lane, head }),
      onRetired: (lane, head) => say({ is: 'retired', lane, head }),
      onSucceeded: (opened) => say({ is: 'succeeded', opened }),
    });
    const stop = startRounds(core, needs.clock, failed);
    let store: BesideStore | undefined;
    const beside = (): BesideStore => {
      store ??= new BesideStore(settings.folder);
      return store;
    };
    const end = (left: number): void => store?.close(core.isHurried(left));
    port.on('message', (message: ToJournal) => answered(message, core, { port, say, failed, beside, rest: stop, end }));
    say({ is: 'opened', opened: core.opened });
  } catch (error) {
    failed(error);
    port.close();
  }
};

interface Line {
  readonly port: MessagePort;
  say(message: FromJournal): void;
  failed(error: unknown, id?: number): void;
  beside(): BesideStore;
  /** Does nothing unasked any more. */
  rest(): void;
  end(left: number): void;
}

const answered = (message: ToJournal, core: JournalCore, { port, say, failed, beside, rest, end }: Line): void => {
  if ('settle' in message) {
    const { journal, uplink, lane, delivered } = message.settle;
    if (journal === core.opened.journal) core.settle(uplink, lane, delivered);
    return;
  }
  const { id, question } = message;
  if (question.ask === 'conclude' || question.ask === 'close') rest();
  if (question.ask === 'close') end(question.left);
  try {
    say({ is: 'answer', id, answer: answerTo(core, beside, question) });
  } catch (error) {
    failed(error, id);
  }
  if (question.ask === 'close') port.close();
};
