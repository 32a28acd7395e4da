import { Worker } from 'node:worker_threads';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Beside } from './beside.ts';
import type { Journal } from './journal.ts';
import { JournalListeners } from './journal-listeners.ts';
import type { FromJournal, JournalAnswers, JournalQuestion, ToJournal } from './journal-messages.ts';
import type { JournalSettings, OpenedJournal } from './journal-settings.ts';

/** Who hears of the end of the journal's worker, and of its troubles. */
export interface JournalWorkerOptions {
  /** The worker ended by itself: nothing can be kept any more. */
  onLost?(error: EdgeError): void;
  /** Something went wrong that nobody had asked for; the journal goes on. */
  onTrouble?(error: EdgeError): void;
}

// A worker can't run TypeScript: from the sources, the build's own is taken.
const defaultWorker = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('../../dist/gateway/app/journal-worker.js', import.meta.url)
    : new URL('../app/journal-worker.js', import.meta.url);

/** A worker that has no journal yet. */
export interface JournalWorker {
  /** Resolves when its thread runs, on a heap of its own; never where the thread can't begin. */
  readonly online: Promise<void>;
  /**
   * Opens the journal in it, once.
   * @throws EdgeError `gateway-running`, `journal-newer`, `data-folder-unwritable`, `key-unreadable`, `journal-lost`.
   */
  open(settings: JournalSettings, options?: JournalWorkerOptions): Promise<Journal & Beside>;
  /** Ends its thread, whatever it does. Never resolves while the system holds it, in a call to a card that hangs. */
  end(): Promise<void>;
}

/**
 * Starts a worker for the journal, and the store beside it: the poll loop never waits for a disk. It loads its program at
 * once, while others still find out where the journal lies. `program` is the compiled worker; default: the one of this
 * build, or, when run from the sources, the one in `dist`.
 */
export const startJournalWorker = (program: URL = defaultWorker()): JournalWorker => {
  const worker = new Worker(program);
  const line = new WorkerLine(worker);
  return {
    online: new Promise((resolve) => worker.once('online', () => resolve())),
    open: async (settings, options = {}) => {
      await line.open(settings, options);
      return journalOn(line);
    },
    end: () => line.end(),
  };
};

const journalOn = (line: WorkerLine): Journal & Beside => {
  return {
    get opened() {
      return line.current;
    },
    commit: (entry) => line.ask('commit', { ask: 'commit', entry }, [entry.readings.buffer]),
    undelivered: (lane, delivered, want) => line.ask('undelivered', { ask: 'undelivered', lane, delivered, want }),
    blocks: (lane, first, last, bytes) => line.ask('blocks', { ask: 'blocks', lane, first, last, bytes }),
    history: (channel, from, to, most) => line.ask('history', { ask: 'history', channel, from, to, most }),
    settle: (uplink, lane, delivered) => line.send({ settle: { journal: line.current.journal, uplink, lane, delivered } }),
    status: () => line.ask('status', { ask: 'status' }),
    succeed: (reason) => line.ask('succeed', { ask: 'succeed', reason }),
    onSealed: (listener) => void line.listeners.sealed.push(listener),
    onRetired: (listener) => void line.listeners.retired.push(listener),
    onSucceeded: (listener) => void line.listeners.succeeded.push(listener),
    keepRaw: async (raw) => void (await line.ask('keep-raw', { ask: 'keep-raw', raw })),
    raw: (hash) => line.ask('raw', { ask: 'raw', hash }),
    newestRaws: (most) => line.ask('newest-raws', { ask: 'newest-raws', most }),
    name: async (ref, text) => void (await line.ask('name', { ask: 'name', ref, text })),
    person: (ref) => line.ask('person', { ask: 'person', ref }),
    erase: (ref) => line.ask('erase', { ask: 'erase', ref }),
    isErased: (ref) => line.ask('is-erased', { ask: 'is-erased', ref }),
    conclude: async () => void (await line.ask('conclude', { ask: 'conclude' })),
    close: (left = Number.POSITIVE_INFINITY) => line.close(left),
  };
};

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: EdgeError): void;
}

/** The main thread's end of the line to the worker. */
class WorkerLine {
  readonly listeners = new JournalListeners();
  readonly #worker: Worker;
  #options: JournalWorkerOptions = {};
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #current: OpenedJournal | undefined;
  #lost: EdgeError | undefined;
  #closing = false;
  readonly #ended: Promise<void>;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#ended = new Promise((resolve) => worker.on('exit', () => resolve()));
    worker.on('message', (message: FromJournal) => this.#hear(message));
    worker.on('error', (error) => this.#end(new EdgeError('journal-lost', wordsOf(error), { cause: error })));
    worker.on('exit', (code) => this.#end(new EdgeError('journal-lost', `the journal's worker ended with code ${code}`)));
  }

  /** The settings are the first that the worker is told. */
  open(settings: JournalSettings, options: JournalWorkerOptions): Promise<void> {
    this.#options = options;
    if (this.#lost !== undefined) {
      options.onLost?.(this.#lost);
      return Promise.reject(this.#lost);
    }
    const opened = this.#answer<void>(0);
    this.#worker.postMessage(settings);
    return opened;
  }

  /** What the journal was found to hold, or the one that took its place. */
  get current(): OpenedJournal {
    if (this.#current === undefined) throw new EdgeError('journal-lost', 'the journal was not opened yet');
    return this.#current;
  }

  send(message: ToJournal, handedOver: readonly ArrayBufferLike[] = []): void {
    const transfer = handedOver.filter((buffer) => buffer instanceof ArrayBuffer);
    if (this.#lost === undefined) this.#worker.postMessage(message, transfer);
  }

  ask<Ask extends JournalQuestion['ask']>(
    _ask: Ask,
    question: JournalQuestion & { readonly ask: Ask },
    handedOver: readonly ArrayBufferLike[] = [],
  ): Promise<JournalAnswers[Ask]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    this.#asked += 1;
    const id = this.#asked;
    const answer = this.#answer<JournalAnswers[Ask]>(id);
    this.send({ id, question }, handedOver);
    return answer;
  }

  async close(left: number): Promise<void> {
    this.#closing = true;
    await this.ask('close', { ask: 'close', left });
    await this.#ended;
  }

  /** Ends the thread without a word to the journal. */
  async end(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  // The worker is of the same build: what it answers to a question is what the question is declared to come to.
  #answer<Answer>(id: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as Answer), reject });
    });
  }

  #hear(message: FromJournal): void {
    switch (message.is) {
      case 'opened':
        this.#current = message.opened;
        this.#settled(0)?.resolve(undefined);
        return;
      case 'answer':
        this.#settled(message.id)?.resolve(message.answer);
        return;
      case 'sealed':
        this.listeners.onSealed(message.lane, message.head);
        return;
      case 'retired':
        this.listeners.onRetired(message.lane, message.head);
        return;
      case 'succeeded':
        this.#current = message.opened;
        this.listeners.onSucceeded(message.opened);
        return;
      case 'failed':
        this.#failed(message.id, new EdgeError(message.code, message.message));
    }
  }

  #failed(id: number | undefined, error: EdgeError): void {
    if (id !== undefined) this.#settled(id)?.reject(error);
    else if (this.#waiting.has(0)) {
      this.#closing = true; // whoever opens it is told; a journal that never was can't be lost
      this.#settled(0)?.reject(error);
    } else this.#options.onTrouble?.(error);
  }

  #settled(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(error: EdgeError): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    if (!this.#closing) this.#options.onLost?.(error);
  }
}
