import type { Cancel, Clock, Millis } from '../../gateway/domain/clock.ts';
import type { LinkWindow } from './link-window.ts';

/** Messages on their way at once; their bytes are bounded by the link's window. */
const MOST_IN_FLIGHT = 16;
/** An answer is overdue after this, and ten times what the window says that the bytes ahead of it take. */
const PATIENCE: Millis = 20_000;
/** What MQTT puts around a payload: fixed header, topic, packet id, properties. */
export const ENVELOPE = 128;

/** What is on its way and unanswered. */
export interface Flight {
  /** True when one more piece of a backlog may start. One place is kept for what is urgent. */
  fits(): boolean;
  /** True when an urgent message may start: at once, whatever is on its way, and before `begun` more that are about to start. */
  fitsUrgent(begun: number): boolean;
  /** A payload of `bytes` starts. Call what is returned when it is answered; `overdue` is called when it never is. */
  launch(bytes: number, overdue: () => void): Cancel;
  messages(): number;
  /** Forgets everything, timers included. */
  clear(): void;
}

/** Nothing on its way. `mostInFlight` is what the broker takes. */
export const createFlight = (clock: Clock, window: LinkWindow, mostInFlight: number): Flight => {
  const most = Math.min(MOST_IN_FLIGHT, mostInFlight);
  const timers = new Set<Cancel>();
  let bytes = 0;
  return {
    fits: () => timers.size < Math.max(1, most - 1) && (bytes === 0 || bytes + window.piece() <= window.bytes()),
    fitsUrgent: (begun) => timers.size + begun < most,
    launch: (payload, overdue) => {
      const size = payload + ENVELOPE;
      const sentAt = clock.elapsed();
      bytes += size;
      const ahead = bytes;
      const cancel = clock.after(PATIENCE + (10_000 * ahead) / window.bytes(), overdue);
      timers.add(cancel);
      return () => {
        cancel();
        if (!timers.delete(cancel)) return;
        bytes -= size;
        window.answered(ahead, clock.elapsed() - sentAt);
      };
    },
    messages: () => timers.size,
    clear: () => {
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
};
