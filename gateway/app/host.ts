import { openPort } from '../acquire/line/open-port.ts';
import { openLine } from '../acquire/running-line.ts';
import type { WebhookCall } from '../notify/webhook/webhook-way.ts';
import { askTimeService, bootId, type TimeVerdict } from './machine.ts';

/** What a gateway finds on its machine, besides clock and disk: wires, the network, and the system's word on time and start. */
export interface Host {
  /** Tells a restart of the gateway from one of the machine. */
  bootId(): string;
  /** Whether the wall time may be believed. */
  askTime(): Promise<TimeVerdict>;
  readonly openLine: typeof openLine;
  /** Opens the port of a modem. */
  readonly openPort: typeof openPort;
  /** Brings a call to a webhook; absent: by HTTPS. */
  readonly callWebhook?: WebhookCall;
}

/** The machine that this process runs on. */
export const thisHost: Host = { bootId, askTime: askTimeService, openLine, openPort };
