import type { BytePort } from '../../gateway/domain/byte-port.ts';
import type { Millis } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import type { WebhookCall } from '../../gateway/notify/webhook/webhook-way.ts';
import { bytePipe, type PipeWire } from '../../simulators/world/byte-pipe.ts';
import type { ManualClock } from '../../simulators/world/manual-clock.ts';
import type { AtTheOtherEnd, ModemFaults } from '../../simulators/world/modem/modem-faults.ts';
import { createSimulatedModem, type SimulatedModem } from '../../simulators/world/modem/simulated-modem.ts';

/** The telephones, the network and the web outside the box. */
export interface Phones {
  /** Opens the modem's port. */
  open(): BytePort;
  /** Nobody holds the port any more: the box is dead. */
  letGo(): void;
  network(state: 'lost' | 'well'): void;
  /** What people do when it rings, by telephone number. */
  answering(each: (number: string) => AtTheOtherEnd): void;
  /** A person writes to the box, or wrote so long ago; lost while there is no network. */
  write(from: string, text: string, ago?: Millis): void;
  readonly callWebhook: WebhookCall;
  webhook(state: 'down' | 'too-early' | 'up'): void;
  /** Calls that rang, messages that arrived, webhooks that were told. */
  reached(): { readonly voice: number; readonly sms: number; readonly webhook: number };
}

const BAUD = 115_200;

/** Telephones that all ring, and a web that answers. */
export const createPhones = (clock: ManualClock): Phones => {
  const modems: SimulatedModem[] = [];
  let wire: PipeWire | undefined;
  let faults: ModemFaults = {};
  let each: (number: string) => AtTheOtherEnd = () => ({ does: 'nothing' });
  let web: 'down' | 'too-early' | 'up' = 'up';
  let posted = 0;
  return {
    open: () => {
      const [near, far, between] = bytePipe({ clock, baud: BAUD, grain: 512 });
      const modem = createSimulatedModem(far, clock, faults);
      modem.people((number) => each(number));
      modems.push(modem);
      wire = between;
      return near;
    },
    letGo: () => wire?.unplug('the box is off'),
    network: (state) => {
      faults = state === 'lost' ? { network: 'lost' } : {};
      modems.at(-1)?.set(faults);
    },
    answering: (told) => {
      each = told;
    },
    write: (from, text, ago) => {
      if (faults.network === undefined) modems.at(-1)?.receive(from, text, ago);
    },
    callWebhook: async () => {
      if (web === 'down') throw new EdgeError('line-lost', 'connect ECONNREFUSED');
      if (web === 'too-early') throw Object.assign(new Error('certificate is not yet valid'), { code: 'CERT_NOT_YET_VALID' });
      posted += 1;
      return { status: 200, body: '{"errcode":0}' };
    },
    webhook: (state) => {
      web = state;
    },
    reached: () => ({
      voice: modems.flatMap(({ calls }) => calls.filter(({ rang }) => rang)).length,
      sms: modems.flatMap(({ messages }) => messages).length,
      webhook: posted,
    }),
  };
};
