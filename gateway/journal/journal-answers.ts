import type { BesideStore } from './beside-store.ts';
import type { JournalCore } from './journal-core.ts';
import type { JournalAnswer, JournalQuestion } from './journal-messages.ts';

/** What the journal, and the store beside it, answer to a question. `beside` opens the store at its first use. */
export const answerTo = (core: JournalCore, beside: () => BesideStore, question: JournalQuestion): JournalAnswer => {
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
    case 'keep-raw':
      beside().keepRaw(question.raw);
      return null;
    case 'raw':
      return beside().raw(question.hash);
    case 'newest-raws':
      return beside().newestRaws(question.most);
    case 'name':
      beside().name(question.ref, question.text);
      return null;
    case 'person':
      return beside().person(question.ref);
    case 'erase':
      return beside().erase(question.ref);
    case 'is-erased':
      return beside().isErased(question.ref);
    case 'status':
      return core.status();
    case 'conclude':
      core.conclude();
      return null;
    case 'close':
      core.close(question.left);
      return null;
  }
};
