import { describe, expect, test } from 'vitest';
import { LineConnection } from '../../../../gateway/acquire/line/line-connection.ts';
import type { OpenedPort } from '../../../../gateway/acquire/line/opened-port.ts';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';

/** A port that is lost when it is told to. */
const port = (close: () => Promise<void> = async () => undefined): OpenedPort & { lose(reason: string): void } => {
  let lost: (reason: string) => void = () => undefined;
  return {
    write: () => undefined,
    onBytes: () => undefined,
    onLost: (listener) => {
      lost = listener;
    },
    close,
    lose: (reason) => lost(reason),
  };
};

/** A connection over `open`, with all it tells. */
const connected = (clock: ManualClock, open: (signal: AbortSignal) => Promise<OpenedPort>) => {
  const told: string[] = [];
  const connection = new LineConnection({
    clock,
    open,
    onUp: () => told.push('up'),
    onDown: (reason) => told.push(reason),
  });
  connection.start();
  return { connection, told };
};

const never = (): Promise<never> => new Promise(() => undefined);

describe('a line’s connection', () => {
  test('comes back from every one of a thousand losses, and never waits longer than five seconds', async () => {
    const clock = createManualClock();
    const ports: ReturnType<typeof port>[] = [];
    const { connection, told } = connected(clock, async () => {
      const opened = port();
      ports.push(opened);
      return opened;
    });
    for (let loss = 1; loss <= 1000; loss += 1) {
      await clock.advance(loss % 3 === 0 ? 11_000 : 5_000, 'promises');
      expect(ports).toHaveLength(loss);
      ports.at(-1)?.lose('unplugged');
    }
    await clock.advance(5_000, 'promises');
    expect(ports).toHaveLength(1001);
    expect(told.filter((word) => word === 'up')).toHaveLength(1001);
    await connection.stop();
  });

  test('tries again without end where nothing opens, each time with its reason', async () => {
    const clock = createManualClock();
    let tries = 0;
    const { connection, told } = connected(clock, async () => {
      tries += 1;
      throw new Error(`no port ${tries}`);
    });
    await clock.advance(3_600_000, 'promises');
    expect(tries).toBeGreaterThan(700);
    expect(tries).toBeLessThan(740);
    expect(told.slice(0, 2)).toEqual(['no port 1', 'no port 2']);
    await connection.stop();
  });

  test('gives up an opening that hangs, and closes the port that came too late', async () => {
    const clock = createManualClock();
    const closed: number[] = [];
    const late: ((opened: OpenedPort) => void)[] = [];
    const { connection, told } = connected(clock, () => new Promise((resolve) => late.push(resolve)));
    await clock.advance(5_500, 'promises');
    expect(told).toEqual(['the port did not open in time']);
    late[0]?.(port(async () => void closed.push(1)));
    await clock.advance(0, 'promises');
    expect([closed, told.includes('up'), late.length]).toEqual([[1], false, 2]);
    const stopped = connection.stop();
    await clock.advance(0, 'promises');
    await stopped;
  });

  test('leaves behind a port that doesn’t close, and says so', async () => {
    const clock = createManualClock();
    let opened = port(never);
    const { connection, told } = connected(clock, async () => opened);
    await clock.advance(1, 'promises');
    const first = opened;
    opened = port(async () => {
      throw new Error('EIO');
    });
    first.lose('unplugged');
    await clock.advance(2_000, 'promises');
    opened.lose('unplugged again');
    await clock.advance(0, 'promises');
    expect(told).toEqual(['up', 'unplugged (and did not close in time)', 'up', 'unplugged again (and did not close: EIO)']);
    await connection.stop();
  });

  test('stops within two seconds, whatever is under way', async () => {
    for (const open of [never, async () => port(never), async () => Promise.reject(new Error('no'))]) {
      const clock = createManualClock();
      const { connection } = connected(clock, open);
      await clock.advance(10, 'promises');
      let stopped = false;
      const stopping = connection.stop().then(() => {
        stopped = true;
      });
      await clock.advance(2_000, 'promises');
      expect(stopped).toBe(true);
      await stopping;
      expect(clock.pending()).toBe(0);
    }
  });
});
