import type { Millis } from '../../domain/clock.ts';
import type { AtDialogue } from './at-dialogue.ts';
import type { ModemStates } from './modem-state.ts';

/** How long a modem may take over what it answers by itself. */
export const PROMPT: Millis = 5_000;

/** A modem that has just got power answers nothing for a while. */
const WAKING = 6;

/** A PIN is tried once in the life of the process: the third wrong one locks the SIM. */
export interface PinTrial {
  readonly pin?: string;
  tried: boolean;
}

/** Makes a modem ready to call and write; false where it doesn't answer at all. What else is wrong becomes a state. */
export const setUpModem = async (at: AtDialogue, pin: PinTrial, states: ModemStates): Promise<boolean> => {
  if (!(await wakes(at))) return false;
  await at.command('ATE0', PROMPT);
  await at.command('AT+CMEE=1', PROMPT);
  await unlock(at, pin, states);
  await lookAtModem(at, states);
  // PDU mode; replies stored and pointed to, reports handed on at once. Source: 3GPP TS 27.005, 3.2.3 and 3.4.1.
  await at.command('AT+CMGF=0', PROMPT);
  await at.command('AT+CNMI=2,1,0,1,0', PROMPT);
  // What came while nobody listened may answer an alarm of last week: whoever sent it is told again.
  await at.command('AT+CMGD=1,4', PROMPT);
  return true;
};

const wakes = async (at: AtDialogue): Promise<boolean> => {
  for (let time = 0; time < WAKING; time += 1) {
    if ((await at.command('AT', PROMPT)).is === 'ok') return true;
  }
  return false;
};

// 3GPP TS 27.007, 8.3, and 9.2 for the errors: 10 no SIM, 13 to 15 it fails or is the wrong one.
const simStateOf = async (at: AtDialogue): Promise<'ready' | 'pin' | 'locked' | 'none' | 'unknown'> => {
  const answer = await at.command('AT+CPIN?', PROMPT);
  if (answer.is === 'error') return 'none';
  if (answer.is === 'silence') return 'unknown';
  const said = answer.lines.find((line) => line.startsWith('+CPIN:')) ?? '';
  if (said.endsWith('READY')) return 'ready';
  return said.endsWith('SIM PIN') ? 'pin' : 'locked';
};

const unlock = async (at: AtDialogue, trial: PinTrial, states: ModemStates): Promise<void> => {
  // 3GPP TS 31.101, 9.5: four to eight digits; anything else could only be another command.
  if (trial.pin === undefined || trial.tried || !/^\d{4,8}$/.test(trial.pin) || (await simStateOf(at)) !== 'pin') return;
  trial.tried = true;
  const answer = await at.command(`AT+CPIN="${trial.pin}"`, PROMPT);
  if (answer.is === 'error') states.is('sim-locked', true, 'the PIN was refused; it is not tried again');
};

/** Looks at SIM and network, so that what is wrong is known before an alarm needs it; false where the modem doesn't answer. */
export const lookAtModem = async (at: AtDialogue, states: ModemStates): Promise<boolean> => {
  const sim = await simStateOf(at);
  if (sim === 'unknown') return false;
  states.is('no-sim', sim === 'none', 'the modem finds no SIM');
  states.is('sim-locked', sim === 'pin' || sim === 'locked', 'the SIM asks for its PIN or PUK');
  const answer = await at.command('AT+CREG?', PROMPT);
  if (answer.is === 'silence') return false;
  // 3GPP TS 27.007, 7.2: 1 registered at home, 5 abroad; 6 and 7 for short messages alone.
  const registered = answer.is === 'ok' && answer.lines.some((line) => /^\+CREG: \d,[1567]\b/.test(line));
  states.is('no-network', !registered, 'the modem is not registered');
  return true;
};
