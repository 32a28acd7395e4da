import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import type { Outcome } from '../notice.ts';
import type { AtDialogue } from './at-dialogue.ts';
import { PROMPT } from './modem-setup.ts';

/** What came of a call. */
export type CallOutcome =
  | 'answered' // somebody took it
  | 'rang' // it rang for as long as it should, and nobody took it
  | 'declined' // it rang, and somebody or something ended it
  | 'busy'
  | 'refused' // it ended before it rang
  | 'silent'; // the modem didn't answer

/** What is told of a call. */
export const fateOfCall = (outcome: CallOutcome): Outcome => {
  switch (outcome) {
    case 'answered':
      return { is: 'delivered', reason: 'answered' };
    case 'rang':
      return { is: 'sent', reason: 'it rang, and nobody took it' };
    case 'declined':
      return { is: 'sent', reason: 'it rang, and was declined' };
    case 'busy':
      return { is: 'failed', reason: 'busy', again: true };
    case 'refused':
      return { is: 'failed', reason: 'the call ended before it rang', again: true };
    case 'silent':
      return { is: 'failed', reason: 'the modem does not answer', again: true };
  }
};

/** How long a call may take until it rings. */
const SETTING_UP: Millis = 30_000;

/** How often it is asked how the call stands. */
const LOOK: Millis = 1_000;

/** A call that was taken stays for so long: whoever took it must see that it was no mistake. */
const HOLD: Millis = 4_000;

type CallState = 'active' | 'alerting' | 'dialling' | 'none' | 'gone';

/** How a call stands: 3GPP TS 27.007, 7.18: 0 active, 2 dialling, 3 alerting; `gone` where the modem is, undefined where it doesn't say. */
const stateOf = async (at: AtDialogue): Promise<CallState | undefined> => {
  const answer = await at.command('AT+CLCC', PROMPT);
  if (answer.is === 'silence') return 'gone';
  if (answer.is === 'error') return undefined;
  const state = answer.lines.map((line) => /^\+CLCC: \d+,0,(\d)/.exec(line)?.[1]).find((found) => found !== undefined);
  if (state === undefined) return 'none';
  return state === '0' ? 'active' : state === '3' ? 'alerting' : 'dialling';
};

/** A call under way: what the modem says of its end by itself comes in through `ended`. */
export class VoiceCall {
  readonly #at: AtDialogue;
  readonly #clock: Clock;
  #end: string | undefined;
  #alerted = false;

  constructor(at: AtDialogue, clock: Clock) {
    this.#at = at;
    this.#clock = clock;
  }

  /** The modem says that the call is over: `NO CARRIER`, `BUSY`, `NO ANSWER`. */
  ended(words: string): void {
    this.#end ??= words;
  }

  /** Dials, lets it ring for `ring`, and hangs up in any case; never rejects. */
  async ring(number: string, ring: Millis, signal: AbortSignal): Promise<CallOutcome> {
    const outcome = await this.#dial(number, ring, signal);
    await this.#at.command('ATH', PROMPT);
    return outcome;
  }

  async #dial(number: string, ring: Millis, signal: AbortSignal): Promise<CallOutcome> {
    const dialled = await this.#at.command(`ATD${number};`, SETTING_UP);
    if (dialled.is === 'silence') return 'silent';
    if (dialled.is === 'error') return dialled.words === 'BUSY' ? 'busy' : 'refused';
    const began = this.#clock.elapsed();
    let rangAt: Millis | undefined;
    let mute = false;
    while (!signal.aborted) {
      await sleep(this.#clock, LOOK, signal);
      if (this.#end !== undefined) return this.#ending(this.#end);
      const state: CallState | undefined = mute ? undefined : await stateOf(this.#at);
      if (state === 'gone') return 'silent';
      if (state === 'active') return await this.#taken(signal);
      if (state === 'none') return this.#ending(this.#end ?? 'NO CARRIER');
      mute ||= state === undefined;
      // A modem that doesn't say when it rings is given the time of setting up as well.
      if (state === 'alerting') this.#alerted = true;
      if (this.#alerted) rangAt ??= this.#clock.elapsed();
      const now = this.#clock.elapsed();
      if (rangAt !== undefined && now - rangAt >= ring) return 'rang';
      if (now - began >= SETTING_UP + ring) return mute ? 'rang' : 'refused';
    }
    return this.#alerted ? 'rang' : 'refused';
  }

  #ending(words: string): CallOutcome {
    if (words === 'BUSY') return this.#alerted ? 'declined' : 'busy';
    if (words === 'NO ANSWER') return 'rang';
    return this.#alerted ? 'declined' : 'refused';
  }

  async #taken(signal: AbortSignal): Promise<CallOutcome> {
    await sleep(this.#clock, HOLD, signal);
    return 'answered';
  }
}
