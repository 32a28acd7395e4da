import type { BytePort } from '../../domain/byte-port.ts';
import type { Cancel, Clock, Millis } from '../../domain/clock.ts';
import { type AtPiece, createAtLines } from './at-lines.ts';

/** What a modem answers to a command. */
export type AtAnswer =
  | { readonly is: 'ok'; readonly lines: readonly string[] }
  /** As the modem says it: `+CMS ERROR: 38`, `ERROR`, `NO CARRIER`. */
  | { readonly is: 'error'; readonly words: string }
  | { readonly is: 'silence' };

/** What a dialogue needs. */
export interface DialogueNeeds {
  readonly clock: Clock;
  /** What the modem says by itself; `next` is the line that belongs to it, where one does. */
  onUnasked(line: string, next?: string): void;
}

interface Pending {
  readonly command: string;
  /** Sent once the modem prompts for it. */
  readonly text?: string;
  readonly lines: string[];
  settle(answer: AtAnswer): void;
}

/** Lines that come by themselves and bring a second one: a message or a report, whole. */
const OF_TWO_LINES = /^\+(CMT|CDS):/;

/** Lines that come by themselves even while a command waits for its answer. */
const UNASKED = /^(\+(CMTI|CDSI|CMT|CDS|CLIP|CRING|CUSD|CTZV|CIEV):|\*PSUTTZ|RING$|\^)/;

/** What ends a call, and the command that made it. */
const CALL_ENDS = /^(NO CARRIER|BUSY|NO ANSWER|NO DIALTONE)$/;

const CTRL_Z = '\u001a';
const ESCAPE = '\u001b';

/** Lines of an answer beyond this are noise. */
const MOST_LINES = 200;

/** Asks a modem, one command at a time; whatever it says besides is handed on. */
export class AtDialogue {
  readonly #port: BytePort;
  readonly #needs: DialogueNeeds;
  readonly #lines = createAtLines();
  #tail: Promise<unknown> = Promise.resolve();
  #pending: Pending | undefined;
  #first: string | undefined;
  #closed = false;

  /** Becomes the port's one listener. */
  constructor(port: BytePort, needs: DialogueNeeds) {
    this.#port = port;
    this.#needs = needs;
    port.onBytes((bytes) => {
      for (const piece of this.#lines.feed(bytes)) this.#hear(piece);
    });
  }

  /** Sends a command once those before it are answered; never rejects. `text` follows when the modem prompts for it. */
  command(command: string, patience: Millis, text?: string): Promise<AtAnswer> {
    const answer = this.#tail.then(() => this.#ask(command, patience, text));
    this.#tail = answer;
    return answer;
  }

  /** The port is gone, or is to be let go: whatever waits for an answer, or will, gets silence. */
  close(): void {
    this.#closed = true;
    this.#pending?.settle({ is: 'silence' });
  }

  /** Bytes that made no line. */
  dropped(): number {
    return this.#lines.dropped();
  }

  #ask(command: string, patience: Millis, text: string | undefined): Promise<AtAnswer> {
    if (this.#closed) return Promise.resolve({ is: 'silence' });
    return new Promise((resolve) => {
      let cancel: Cancel = () => undefined;
      const settle = (answer: AtAnswer): void => {
        cancel();
        this.#pending = undefined;
        resolve(answer);
      };
      cancel = this.#needs.clock.after(patience, () => {
        // A modem that still waits for text would take the next command for it.
        if (text !== undefined) this.#write(ESCAPE);
        settle({ is: 'silence' });
      });
      this.#pending = { command, lines: [], settle, ...(text === undefined ? {} : { text }) };
      this.#write(`${command}\r`);
    });
  }

  #write(text: string): void {
    this.#port.write(Buffer.from(text, 'latin1'));
  }

  #hear(piece: AtPiece): void {
    if (piece.is === 'prompt') {
      if (this.#pending?.text !== undefined) this.#write(`${this.#pending.text}${CTRL_Z}`);
      return;
    }
    const line = piece.text.trim();
    if (this.#first !== undefined) {
      this.#needs.onUnasked(this.#first, line);
      this.#first = undefined;
    } else if (OF_TWO_LINES.test(line)) this.#first = line;
    else if (this.#pending === undefined || UNASKED.test(line)) this.#needs.onUnasked(line);
    else this.#answer(this.#pending, line);
  }

  #answer(pending: Pending, line: string): void {
    if (line === 'OK') pending.settle({ is: 'ok', lines: pending.lines });
    else if (/^(ERROR$|\+CM[ES] ERROR)/.test(line)) pending.settle({ is: 'error', words: line });
    else if (CALL_ENDS.test(line)) {
      if (pending.command.startsWith('ATD')) pending.settle({ is: 'error', words: line });
      else this.#needs.onUnasked(line);
    } else if (line !== pending.command && pending.lines.length < MOST_LINES) pending.lines.push(line);
  }
}
