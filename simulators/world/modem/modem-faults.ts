import type { Millis } from '../../../gateway/domain/clock.ts';

/** What may be wrong with the modem, its SIM, the network, or the other side. */
export interface ModemFaults {
  /** `none`: no card. `pin`: it asks for the PIN given. `puk`: it is locked. `busy`: it isn’t ready yet. */
  readonly sim?: 'none' | 'puk' | 'busy' | { readonly pin: string };
  readonly network?: 'lost';
  /** Calls end at once. */
  readonly voice?: 'none';
  /** The error that answers every short message, as in `+CMS ERROR: 50`. */
  readonly sms?: number;
  /** The modem answers nothing. */
  readonly deaf?: true;
  /** It answers so much later than it should. */
  readonly late?: Millis;
  /** It takes the text of a message, and then dies. */
  readonly diesSending?: true;
  /** It doesn't know AT+CLCC. */
  readonly mute?: true;
  /** It says things that nobody asked for, in the middle of everything. */
  readonly babbles?: true;
  /** It doesn't repeat what it is told; else it does until ATE0. */
  readonly quiet?: true;
}

/** What the person at the other end does when it rings. */
export type AtTheOtherEnd =
  | { readonly does: 'answers'; readonly after: Millis }
  | { readonly does: 'declines'; readonly after: Millis }
  | { readonly does: 'nothing' }
  | { readonly does: 'talks' };
