import { execFile } from 'node:child_process';
import type { Cancel, Clock, Millis } from '../domain/clock.ts';

/** What feeds the watchdog of systemd, where the service file asks for one (`WatchdogSec=`, `NotifyAccess=all`). */
export interface WatchdogNeeds {
  readonly clock: Clock;
  /** Of the service manager: NOTIFY_SOCKET and WATCHDOG_USEC. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** True while every line has come round lately, and the disk answers. A watchdog fed by a timer alone would call a wedged gateway healthy. */
  healthy(): boolean;
  onFailure(error: Error): void;
}

/**
 * Tells the service manager that the gateway is ready, and feeds its watchdog at half the time that it allows, as long as
 * the gateway is healthy. Node has no datagram sockets of Unix, so systemd's own `systemd-notify` carries the message.
 * Does nothing where no service manager listens. Source: sd_notify(3), sd_watchdog_enabled(3).
 */
export const startWatchdog = ({ clock, environment, healthy, onFailure }: WatchdogNeeds): Cancel => {
  if (environment['NOTIFY_SOCKET'] === undefined) return () => undefined;
  const notify = (message: string): void => {
    execFile('systemd-notify', [message], { env: { ...environment }, timeout: 5000 }, (error) => {
      if (error !== null) onFailure(error);
    });
  };
  notify('READY=1');
  const pause = Number(environment['WATCHDOG_USEC'] ?? 0) / 2000;
  return pause > 0 ? feed(clock, pause, () => healthy() && notify('WATCHDOG=1')) : () => undefined;
};

const feed = (clock: Clock, pause: Millis, action: () => void): Cancel => {
  let cancel = (): void => undefined;
  const round = (): void => {
    action();
    cancel = clock.after(pause, round);
  };
  round();
  return () => cancel();
};
