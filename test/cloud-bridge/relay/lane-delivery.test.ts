import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGAIN_AT_ONCE } from '../../../cloud-bridge/relay/asked-again.ts';
import { type Acknowledge, LaneDelivery } from '../../../cloud-bridge/relay/lane-delivery.ts';
import type { SentRun } from '../../../cloud-bridge/relay/unanswered.ts';
import { type Delivered, NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';

const hashOf = (last: number): string => `hash of ${last}`;
const run = (first: number, last: number, sentAt = 0): SentRun => ({ first, last, hash: hashOf(last), sentAt, live: false });
const upTo = (last: number): Delivered => ({ upTo: [last, hashOf(last)], beyond: [] });

const lane = (acknowledge: Acknowledge, head: number, settled: Delivered[] = []): LaneDelivery =>
  new LaneDelivery({
    delivered: NOTHING_DELIVERED,
    head: [head, hashOf(head)],
    acknowledge,
    settle: (delivered) => settled.push(delivered),
  });

describe('a lane of an uplink', () => {
  test('wants its newest block first, then the backlog from the old end', () => {
    const delivery = lane('stored', 100);
    expect(delivery.wantLive()).toEqual({ is: 'newest' });
    delivery.sent(run(91, 100), 100);
    expect(delivery.wantLive()).toBeUndefined();
    expect(delivery.wantRest(0)).toEqual({ is: 'oldest' });
    expect(delivery.covered).toEqual({ upTo: [0, '0'.repeat(64)], beyond: [[91, 100, hashOf(100)]] });
  });

  test('that is empty wants nothing', () => {
    const delivery = lane('stored', 0);
    expect([delivery.wantLive(), delivery.wantRest(0), delivery.backlog]).toEqual([undefined, undefined, 0]);
  });

  test('moves its frontier by what is stored alone, not by the broker', () => {
    const settled: Delivered[] = [];
    const delivery = lane('stored', 20, settled);
    const sent = run(1, 20);
    delivery.sent(sent, 100);
    delivery.taken(sent, 5);
    expect(settled).toEqual([]);
    expect(delivery.stored(upTo(20))).toBe(true);
    expect(delivery.stored(upTo(10))).toBe(false);
    expect(settled).toEqual([upTo(20)]);
    expect(delivery.dueAt).toBe(Number.POSITIVE_INFINITY);
  });

  test('keeps what was stored beyond a hole, and fills the hole', () => {
    const delivery = lane('stored', 60);
    delivery.stored({ upTo: [20, hashOf(20)], beyond: [[41, 60, hashOf(60)]] });
    expect(delivery.backlog).toBe(20);
    expect(delivery.wantRest(0)).toEqual({ is: 'oldest' });
    delivery.stored(upTo(60));
    expect(delivery.delivered).toEqual(upTo(60));
  });

  test('believes the broker’s earlier words once they are proven', () => {
    const settled: Delivered[] = [];
    const delivery = lane('broker', 20, settled);
    const question = run(11, 20);
    delivery.sent(question, 100);
    expect(delivery.wantRest(0)).toBeUndefined();
    delivery.taken(question, 1);
    expect(delivery.wantRest(1)).toBeUndefined();
    delivery.prove();
    expect(settled).toEqual([{ upTo: [0, '0'.repeat(64)], beyond: [[11, 20, hashOf(20)]] }]);
    expect(delivery.wantRest(1)).toEqual({ is: 'oldest' });
  });

  test('sends again what was lost on its way, refused and asked for, or asked for out of the past', () => {
    const delivery = lane('stored', 30);
    delivery.stored(upTo(30));
    delivery.again([[5, 9]]);
    expect(delivery.wantRest(0)).toEqual({ is: 'range', range: [5, 9] });
    const repeat = run(1, 10);
    delivery.sent(repeat, 100);
    expect(delivery.wantRest(0)).toBeUndefined();
    delivery.lost();
    expect(delivery.wantRest(0)).toEqual({ is: 'range', range: [1, 10] });
  });

  test('takes turns between what was asked for and the backlog', () => {
    const delivery = lane('stored', 30);
    delivery.stored(upTo(10));
    delivery.again([[1, 10]]);
    expect(delivery.wantRest(0)).toEqual({ is: 'range', range: [1, 10] });
    delivery.sent(run(1, 5), 100);
    expect(delivery.wantRest(0)).toEqual({ is: 'oldest' });
    delivery.sent(run(11, 20), 100);
    expect(delivery.wantRest(0)).toEqual({ is: 'range', range: [6, 10] });
  });

  test('lets requests wait that would use up the link, and wakes when there is room again', () => {
    const delivery = lane('stored', 30);
    delivery.stored(upTo(30));
    delivery.again([[1, 30]]);
    delivery.sent(run(1, 10), AGAIN_AT_ONCE + 1);
    expect([delivery.wantRest(0), delivery.dueAt]).toEqual([undefined, expect.any(Number)]);
    expect(delivery.wantRest(delivery.dueAt)).toEqual({ is: 'range', range: [11, 30] });
  });

  test('sends what is on its way and unanswered once, for one request', () => {
    const delivery = lane('stored', 30);
    const sent = run(1, 30);
    delivery.sent(sent, 100);
    delivery.taken(sent, 0);
    delivery.again([[5, 5]]);
    expect(delivery.wantRest(1)).toEqual({ is: 'range', range: [5, 5] });
    delivery.sent(run(1, 10, 1), 100);
    expect(delivery.wantRest(1)).toBeUndefined();
  });

  test('keeps two messages of a backlog at a receiver, and a third once the second has waited for half a second', () => {
    const delivery = lane('stored', 1000);
    const send = (first: number, now: number): void => {
      delivery.sent(run(first, first + 9, now), 100);
      delivery.taken(run(first, first + 9, now), now);
    };
    send(1, 0);
    expect([delivery.wantRest(20), delivery.dueAt]).toEqual([{ is: 'oldest' }, 0]);
    send(11, 20);
    expect([delivery.wantRest(519), delivery.dueAt]).toEqual([undefined, 520]);
    expect(delivery.wantRest(520)).toEqual({ is: 'oldest' });
    send(21, 520);
    delivery.stored(upTo(10));
    expect([delivery.wantRest(600), delivery.dueAt]).toEqual([undefined, 1020]);
    delivery.stored(upTo(20));
    expect(delivery.wantRest(600)).toEqual({ is: 'oldest' });
  });

  test('lets what is new hold up no backlog, and the other way round', () => {
    const delivery = lane('stored', 1000);
    for (const first of [971, 981, 991]) {
      const live = { ...run(first, first + 9), live: true };
      delivery.sent(live, 100);
      delivery.taken(live, 0);
    }
    expect(delivery.wantRest(1)).toEqual({ is: 'oldest' });
    for (const first of [1, 11]) {
      delivery.sent(run(first, first + 9), 100);
      delivery.taken(run(first, first + 9), 1);
    }
    delivery.sealed([1010, hashOf(1010)]);
    expect([delivery.wantRest(2), delivery.wantLive()]).toEqual([undefined, { is: 'newest' }]);
  });

  test('forgets a request for what turns out not to fit', () => {
    const delivery = lane('stored', 30);
    delivery.stored(upTo(30));
    delivery.again([[1, 10]]);
    delivery.refuse([1, 10]);
    expect(delivery.wantRest(0)).toBeUndefined();
  });

  test('doesn’t send again what was refused', () => {
    const delivery = lane('stored', 30);
    const sent = run(1, 30);
    delivery.sent(sent, 100);
    delivery.taken(sent, 0);
    delivery.refuse([11, 20]);
    delivery.stored({ upTo: [10, hashOf(10)], beyond: [[21, 30, hashOf(30)]] });
    expect([delivery.wantLive(), delivery.wantRest(1e9), delivery.dueAt]).toEqual([
      undefined,
      undefined,
      Number.POSITIVE_INFINITY,
    ]);
    expect(delivery.backlog).toBe(10);
  });
});

/** What may happen to a lane over a bad link: blocks of ten numbers. */
const event = fc.oneof(
  fc.record({ is: fc.constant('seal' as const) }),
  fc.record({ is: fc.constant('send' as const), live: fc.boolean() }),
  fc.record({ is: fc.constantFrom('take' as const, 'return' as const, 'lose' as const, 'store' as const) }),
);

test('whatever happens, the frontier never moves back, nothing is delivered that was not taken, and all arrives in the end', () =>
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), fc.constantFrom<Acknowledge>('stored', 'broker'), (events, acknowledge) => {
      const settled: Delivered[] = [];
      const delivery = lane(acknowledge, 10, settled);
      const taken = new Set<number>();
      let head = 10;
      let flying: SentRun[] = [];
      const sendNext = (live: boolean): boolean => {
        const want = live ? delivery.wantLive() : delivery.wantRest(0);
        if (want === undefined) return false;
        const first = want.is === 'newest' ? head - 9 : want.is === 'oldest' ? delivery.covered.upTo[0] + 1 : want.range[0];
        const next = run(first, first + 9);
        delivery.sent(next, 100);
        flying = [...flying, next];
        return true;
      };
      const takeOne = (): void => {
        const [next, ...rest] = flying;
        flying = rest;
        if (next === undefined) return;
        taken.add(next.first);
        delivery.taken(next, 0);
        delivery.prove();
      };
      const storeAll = (): void => {
        const stored = [...taken]
          .sort((a, b) => a - b)
          .map((first): [number, number, string] => [first, first + 9, hashOf(first + 9)]);
        delivery.stored({ upTo: NOTHING_DELIVERED.upTo, beyond: stored.slice(-32) });
      };
      for (const { is, ...more } of events) {
        if (is === 'seal') {
          head += 10;
          delivery.sealed([head, hashOf(head)]);
        } else if (is === 'send') sendNext('live' in more && more.live);
        else if (is === 'take') takeOne();
        else if (is === 'store' && acknowledge === 'stored') storeAll();
        else if (is === 'return' && flying[0] !== undefined) {
          delivery.returned(flying[0]);
          flying = flying.slice(1);
        } else if (is === 'lose') {
          delivery.lost();
          flying = [];
        }
      }
      for (let left = 500; left > 0 && delivery.backlog > 0; left -= 1) {
        if (!sendNext(true)) sendNext(false);
        takeOne();
        if (acknowledge === 'stored') storeAll();
      }
      expect(delivery.delivered.upTo[0]).toBe(head);
      const frontiers = settled.map((delivered) => delivered.upTo[0]);
      expect(frontiers).toEqual([...frontiers].sort((a, b) => a - b));
      expect(taken.size).toBe(head / 10);
    }),
    { numRuns: 300 },
  ));
