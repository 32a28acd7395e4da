import { brokerAddress } from '../../cloud-bridge/relay/broker-socket.ts';
import type { Clock, Millis, UtcMillis } from '../domain/clock.ts';

/** A stamp travels, and is made a moment before it is sent. */
const AGREEMENT: Millis = 2000;

/** What a broker had retained comes all at once when a box connects: a stamp of now comes some time after it. */
const APART: Millis = 10_000;

/**
 * Takes stamps of a trusted platform, each as it arrives; true once two of them agree with the machine's own time. The
 * second must be a later one, and come well after the first: an old answer that the broker had kept can't count twice.
 */
export const createStampCheck = (machine: Pick<Clock, 'now' | 'elapsed'>): ((stamp: UtcMillis) => boolean) => {
  let first: { readonly stamp: UtcMillis; readonly heardAt: Millis } | undefined;
  return (stamp) => {
    const heardAt = machine.elapsed();
    if (Math.abs(stamp - machine.now()) > AGREEMENT) first = undefined;
    else if (first === undefined) first = { stamp, heardAt };
    else return stamp > first.stamp && heardAt - first.heardAt >= APART;
    return false;
  };
};

/** Has the stamps of an uplink taken where TLS vouches for who says them: on an open link anybody could. */
export const stampsOver = (url: string, take: (stamp: UtcMillis) => void): { readonly onStamp?: (stamp: UtcMillis) => void } =>
  brokerAddress(url).tls ? { onStamp: take } : {};
