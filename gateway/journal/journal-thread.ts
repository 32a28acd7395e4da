import type { MessagePort } from 'node:worker_threads';
import type { Clock, Millis } from '../domain/clock.ts';
import { answerTo } from './journal-answers.ts';
import { JournalCore } from './journal-core.ts';
import type { FromJournal, ToJournal } from './journal-messages.ts';
import type { JournalNeeds, JournalSettings } from './journal-settings.ts';
import { journalError } from './sqlite-file.ts';

/** How often the journal looks whether something has become due. */
const TICK_EVERY: Millis = 1000;

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
    core.onSealed((lane, head) => say({ is: 'sealed', lane, head }));
    const stopTicking = everyTick(needs.clock, () => core.tick(), failed);
    port.on('message', (message: ToJournal) => {
      if ('settle' in message) return core.settle(message.settle.uplink, message.settle.lane, message.settle.delivered);
      try {
        if (message.question.ask === 'close') stopTicking();
        say({ is: 'answer', id: message.id, answer: answerTo(core, message.question) });
        if (message.question.ask === 'close') port.close();
      } catch (error) {
        failed(error, message.id);
      }
    });
    say({ is: 'opened', opened: core.opened });
  } catch (error) {
    failed(error);
    port.close();
  }
};

const everyTick = (clock: Clock, action: () => void, failed: (error: unknown) => void): (() => void) => {
  let cancel = (): void => undefined;
  const wait = (): void => {
    cancel = clock.after(TICK_EVERY, () => {
      try {
        action();
      } catch (error) {
        failed(error);
      }
      wait();
    });
  };
  wait();
  return () => cancel();
};
