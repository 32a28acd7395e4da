import type { BytePort } from '../../domain/byte-port.ts';
import { type Cancel, type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { type AtPiece, createAtLines } from './at-lines.ts';

/** What a modem answers to a command. */
export type AtAnswer =
  | { readonly is: 'ok'; readonly lines: readonly string[] }
  /** As the modem says it: `+CMS ERROR: 38`, `ERROR`, `NO CARRIER`. */
  | { readonly is: 'error'; readonly words: string }
  /** `took`: the modem had the text by then, and may have sent it. */
  | { readonly is: 'silence'; readonly took: boolean };

/** What a dialogue needs. */
export interface DialogueNeeds {
  readonly clock: Clock;
  /** What the modem says by itself; `next` is the line that belongs to it, where one does. */
  onUnasked(line: string, next?: string | undefined): void;
  /** The modem has started anew by itself: it knows nothing any more of what it was told. */
  onRestart(): void;
}

interface Pending {
  readonly command: string;
  /** Sent once the modem prompts for it, and then gone: twice prompted is not twice sent. */
  text?: string | undefined;
  took: boolean;
  readonly lines: string[];
  settle(answer: AtAnswer): void;
}

const silenceOf = ({ took }: Pending): AtAnswer => ({ is: 'silence', took });
const UNHEARD: AtAnswer = { is: 'silence', took: false };

/** Lines that come by themselves and bring a second one: a message or a report, whole, in hexadecimal digits. */
const OF_TWO_LINES = /^\+(CMT|CDS):/;
const PDU = /^[0-9A-F]+$/i;

/** What modems say when they have just started. Makers differ; none of it is ever an answer. */
const RESTARTS = /^(RDY|START|\^SYSSTART|MODEM:STARTUP|AT READY|\*ATREADY: 1)$/i;

/** Lines that come by themselves even while a command waits for its answer. */
const UNASKED = /^(\+(CMTI|CDSI|CMT|CDS|CLIP|CRING|CUSD|CTZV|CIEV):|\*PSUTTZ|RING$|\^)/;

/** What ends a call, and the command that made it. */
const CALL_ENDS = /^(NO CARRIER|BUSY|NO ANSWER|NO DIALTONE)$/;

const CTRL_Z = '\u001a';
const ESCAPE = '\u001b';

/** Lines of an answer beyond this are noise. */
const MOST_LINES = 200;

/** How long it is asked whether a modem that left a command unanswered is there, and how long it must then be quiet. */
const ASKING: Millis = 5_000;
const QUIET: Millis = 500;

/** Asks a modem, one command at a time; whatever it says besides is handed on. */
export class AtDialogue {
  readonly #port: BytePort;
  readonly #needs: DialogueNeeds;
  readonly #lines = createAtLines();
  #tail: Promise<unknown> = Promise.resolve();
  #pending: Pending | undefined;
  #first: string | undefined;
  #closed = false;
  /** A command was left unanswered: what comes next may be the answer to that one. */
  #doubt = false;

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
    const answer = this.#tail.then(() => this.#inStep(command, patience, text));
    this.#tail = answer;
    return answer;
  }

  /** The port is gone, or is to be let go: whatever waits for an answer, or will, gets silence. */
  close(): void {
    this.#closed = true;
    this.#giveUp();
  }

  /** Bytes that made no line. */
  dropped(): number {
    return this.#lines.dropped();
  }

  // A late answer must never be taken for that of the next command. What is owed comes before the answer to this question,
  // for a modem does one thing after the other; then nothing more.
  async #inStep(command: string, patience: Millis, text: string | undefined): Promise<AtAnswer> {
    if (this.#doubt) {
      if ((await this.#ask('AT', ASKING, undefined)).is === 'silence') return UNHEARD;
      await sleep(this.#needs.clock, QUIET);
      this.#doubt = false;
    }
    const answer = await this.#ask(command, patience, text);
    if (answer.is === 'silence') this.#doubt = true;
    return answer;
  }

  #ask(command: string, patience: Millis, text: string | undefined): Promise<AtAnswer> {
    if (this.#closed) return Promise.resolve(UNHEARD);
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
        this.#giveUp();
      });
      this.#pending = { command, text, took: false, lines: [], settle };
      this.#write(`${command}\r`);
    });
  }

  #giveUp(): void {
    if (this.#pending !== undefined) this.#pending.settle(silenceOf(this.#pending));
  }

  #write(text: string): void {
    this.#port.write(Buffer.from(text, 'latin1'));
  }

  #hear(piece: AtPiece): void {
    if (piece.is === 'prompt') this.#prompted();
    else this.#hearLine(piece.text.trim());
  }

  #hearLine(line: string): void {
    const first = this.#first;
    this.#first = undefined;
    const isSecond = first !== undefined && PDU.test(line);
    // Else what belonged to it never came, and this is another.
    if (first !== undefined) this.#needs.onUnasked(first, isSecond ? line : undefined);
    if (isSecond) return;
    if (OF_TWO_LINES.test(line)) this.#first = line;
    else if (RESTARTS.test(line)) this.#restarted();
    else if (this.#pending === undefined || UNASKED.test(line)) this.#needs.onUnasked(line);
    else this.#answer(this.#pending, line);
  }

  #prompted(): void {
    const pending = this.#pending;
    if (pending?.text !== undefined) {
      this.#write(`${pending.text}${CTRL_Z}`);
      pending.text = undefined;
      pending.took = true;
      // Nobody has text for it any more: what is said next must not be taken for that.
    } else if (pending === undefined || this.#doubt) this.#write(ESCAPE);
  }

  #restarted(): void {
    this.#giveUp();
    this.#needs.onRestart();
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
