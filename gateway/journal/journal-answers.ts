import type { JournalCore } from './journal-core.ts';
import type { JournalAnswer, JournalQuestion } from './journal-messages.ts';

/** What the journal answers to a question. */
export const answerTo = (core: JournalCore, question: JournalQuestion): JournalAnswer => {
  switch (question.ask) {
    case 'commit':
      return core.commit(question.entry);
    case 'undelivered':
      return core.undelivered(question.lane, question.delivered, question.want);
    case 'blocks':
      return core.blocks(question.lane, question.first, question.last, question.bytes);
    case 'history':
      return core.history(question.channel, question.from, question.to, question.most);
    case 'succeed':
      return core.succeed(question.reason);
    case 'status':
      return core.status();
    case 'conclude':
      core.conclude();
      return null;
    case 'close':
      core.close();
      return null;
  }
};
