import type { Cancel, Millis } from '../../gateway/domain/clock.ts';

interface Timer {
  readonly due: Millis;
  /** Timers due at one time fire in the order in which they were set. */
  readonly order: number;
  action: (() => void) | undefined;
}

/** Timers by due time: a binary heap, because benches set millions of them. */
export interface TimerQueue {
  add(due: Millis, action: () => void): Cancel;
  /** When the next timer is due; Infinity without one. */
  nextDue(): Millis;
  /** Takes the next timer's action out; undefined without one. */
  take(): (() => void) | undefined;
  /** Timers that are neither fired nor cancelled. */
  size(): number;
}

const isBefore = (a: Timer, b: Timer): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

const sinkDown = (heap: Timer[], timer: Timer): void => {
  let place = 0;
  for (;;) {
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    const child = right !== undefined && left !== undefined && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1;
    const smaller = heap[child];
    if (smaller === undefined || !isBefore(smaller, timer)) break;
    heap[place] = smaller;
    place = child;
  }
  heap[place] = timer;
};

const riseUp = (heap: Timer[], timer: Timer): void => {
  let place = heap.length;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(timer, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = timer;
};

const removeFirst = (heap: Timer[]): void => {
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) sinkDown(heap, last);
};

/** An empty queue. */
export const createTimerQueue = (): TimerQueue => {
  const heap: Timer[] = [];
  let orders = 0;
  let live = 0;
  // A cancelled timer stays in the heap without an action until it comes to the front.
  const dropCancelled = (): Timer | undefined => {
    while (heap[0] !== undefined && heap[0].action === undefined) removeFirst(heap);
    return heap[0];
  };
  return {
    add: (due, action) => {
      const timer: Timer = { due, order: orders, action };
      orders += 1;
      live += 1;
      riseUp(heap, timer);
      return () => {
        if (timer.action === undefined) return;
        timer.action = undefined;
        live -= 1;
      };
    },
    nextDue: () => dropCancelled()?.due ?? Number.POSITIVE_INFINITY,
    take: () => {
      const timer = dropCancelled();
      const action = timer?.action;
      if (timer === undefined || action === undefined) return undefined;
      removeFirst(heap);
      timer.action = undefined;
      live -= 1;
      return action;
    },
    size: () => live,
  };
};
