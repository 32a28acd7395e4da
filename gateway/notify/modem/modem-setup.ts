import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import type { AtAnswer, AtDialogue } from './at-dialogue.ts';
import type { ModemStates } from './modem-state.ts';
import type { PinBook } from './pin-book.ts';

/** How long a modem may take over what it answers by itself. */
export const PROMPT: Millis = 5_000;

/** A modem that has just got power answers nothing for a while, and its SIM is busy for a while more. */
const WAKING = 6;
const BUSY: Millis = 2_000;

/** PDU mode; messages stored and pointed to, reports handed on at once. Source: 3GPP TS 27.005, 3.2.3 and 3.4.1. */
const POINTED_TO = '2,1,0,1,0';

/** What making a modem ready works with. */
export interface SetUp {
  readonly at: AtDialogue;
  readonly pin: PinBook;
  readonly states: ModemStates;
  readonly clock: Clock;
}

/** Makes a modem ready to call and write; false where it doesn't answer at all. What else is wrong becomes a state. */
export const setUpModem = async (setUp: SetUp): Promise<boolean> => {
  const { at } = setUp;
  if (!(await wakes(at))) return false;
  await at.command('ATE0', PROMPT);
  await at.command('AT+CMEE=1', PROMPT);
  await lookAtModem(setUp);
  await at.command('AT+CMGF=0', PROMPT);
  await at.command(`AT+CNMI=${POINTED_TO}`, PROMPT);
  return true;
};

/** True where the modem still knows what it was told; one that restarted without a word doesn't. */
export const isSetUp = async ({ at }: SetUp): Promise<boolean> => {
  const said = (await linesOf(at, 'AT+CNMI?')).find((line) => line.startsWith('+CNMI:'));
  return said === undefined || said.replace(/[^\d,]/g, '') === POINTED_TO;
};

const wakes = async (at: AtDialogue): Promise<boolean> => {
  for (let time = 0; time < WAKING; time += 1) {
    if ((await at.command('AT', PROMPT)).is === 'ok') return true;
  }
  return false;
};

type Sim = 'ready' | 'pin' | 'locked' | 'none' | 'unknown';

/** What an error says of a SIM. Source: 3GPP TS 27.007, 9.2: 11 and 12 it asks for PIN and PUK, 14 it is busy. */
const simOfError = (words: string): Sim | 'busy' => {
  const code = /^\+CME ERROR: (\d+)/.exec(words)?.[1];
  if (code === '14') return 'busy';
  if (code === '11') return 'pin';
  return code === '12' ? 'locked' : 'none';
};

// 3GPP TS 27.007, 8.3.
const simOf = (answer: AtAnswer): Sim | 'busy' => {
  if (answer.is === 'error') return simOfError(answer.words);
  if (answer.is === 'silence') return 'unknown';
  const said = answer.lines.find((line) => line.startsWith('+CPIN:')) ?? '';
  if (said.endsWith('READY')) return 'ready';
  return said.endsWith('SIM PIN') ? 'pin' : 'locked';
};

const simStateOf = async ({ at, clock }: SetUp): Promise<Sim> => {
  for (let time = 0; time < WAKING; time += 1) {
    const sim = simOf(await at.command('AT+CPIN?', PROMPT));
    if (sim !== 'busy') return sim;
    await sleep(clock, BUSY);
  }
  return 'none';
};

/** The SIM, after its PIN was entered where it asks for one that may be tried; with what the SIM said of it. */
const unlocked = async (setUp: SetUp): Promise<Sim> => {
  const { at, pin } = setUp;
  const sim = await simStateOf(setUp);
  const digits = sim === 'pin' ? pin.toTry() : undefined;
  // 3GPP TS 31.101, 9.5: four to eight digits; anything else could only be another command.
  if (digits === undefined || !/^\d{4,8}$/.test(digits)) return sim;
  await pin.trying();
  const answer = await at.command(`AT+CPIN="${digits}"`, PROMPT);
  if (answer.is !== 'silence') pin.was(answer.is === 'ok' ? 'accepted' : 'refused');
  return await simStateOf(setUp);
};

/** Looks at SIM and network, so that what is wrong is known before an alarm needs it; false where the modem doesn't answer. */
export const lookAtModem = async (setUp: SetUp): Promise<boolean> => {
  const { pin, states } = setUp;
  const sim = await unlocked(setUp);
  if (sim === 'unknown') return false;
  states.is('no-sim', sim === 'none', 'the modem finds no SIM');
  const refused = sim === 'pin' && pin.isRefused();
  states.is('sim-locked', sim === 'pin' || sim === 'locked', refused ? REFUSED : 'the SIM asks for its PIN or PUK');
  const isRegistered = await registered(setUp);
  if (isRegistered === undefined) return false;
  states.is('no-network', !isRegistered, 'the modem is not registered');
  return true;
};

const REFUSED = 'the PIN was refused; it is not tried again until the configuration has another';

/**
 * True where it is registered, in the network of circuits or in that of packets alone, as a 4G modem without the older ones;
 * undefined where it doesn't answer. 1 at home, 5 abroad; 6 and 7 for short messages alone. Source: 3GPP TS 27.007, 7.2 and 10.1.22.
 */
const registered = async ({ at }: SetUp): Promise<boolean | undefined> => {
  const answer = await at.command('AT+CREG?', PROMPT);
  if (answer.is === 'silence') return undefined;
  if (answer.is === 'ok' && answer.lines.some((line) => /^\+CREG: \d,[1567]\b/.test(line))) return true;
  return (await linesOf(at, 'AT+CEREG?')).some((line) => /^\+CEREG: \d,[15]\b/.test(line));
};

const linesOf = async (at: AtDialogue, question: string): Promise<readonly string[]> => {
  const answer = await at.command(question, PROMPT);
  return answer.is === 'ok' ? answer.lines : [];
};
