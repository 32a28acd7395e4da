/** What may be wrong with a modem for longer than one message. */
const MODEM_STATES = [
  'lost', // the port is gone, or the modem doesn't answer
  'no-sim', // there is no SIM card, or it can't be read
  'sim-locked', // the SIM asks for a PIN or a PUK that isn't known
  'no-network', // it is not registered with any network
  'no-voice', // calls end before it rings: the SIM has no voice, or the network none for this modem
  'no-sms', // the network refuses short messages of this SIM
] as const;
export type ModemState = (typeof MODEM_STATES)[number];

/** A state of the modem begins, or is over. */
export interface ModemChange {
  readonly on: 'notify:modem';
  readonly state: ModemState;
  readonly active: boolean;
  readonly reason?: string;
}

/** Remembers which states last, and tells each change once. */
export const createModemStates = (onState: (change: ModemChange) => void) => {
  const lasting = new Map<ModemState, string>();
  return {
    is: (state: ModemState, active: boolean, reason?: string): void => {
      if (lasting.has(state) === active) return;
      if (active) lasting.set(state, reason ?? '');
      else lasting.delete(state);
      onState({ on: 'notify:modem', state, active, ...(reason === undefined ? {} : { reason }) });
    },
    lasting: (): readonly ModemState[] => [...lasting.keys()],
  };
};
export type ModemStates = ReturnType<typeof createModemStates>;
