import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { PortSettings } from '../../../../gateway/acquire/line/line-settings.ts';
import { systemClock } from '../../../../gateway/app/system-clock.ts';
import { EdgeError } from '../../../../gateway/domain/edge-error.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import { freePort } from '../../../peers/free-port.ts';
import { type ScriptedPort, scriptedPort } from '../scripted-port.ts';
import { type AnalyzerOnTrial, analyzerOnTrial } from './analyzer-on-trial.ts';
import { resultsAt } from './desk.ts';
import { shippedAnalyzer } from './shipped-analyzer.ts';

const profile = shippedAnalyzer('text-generic');
const ended = { ...profile, link: { protocol: 'text' as const, recordEnd: { delimiter: '\x03' } } };
const running: AnalyzerOnTrial[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ analyzer }) => analyzer.stop()));
});

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

const onSerial = (...faults: EdgeError[]) => {
  const clock = createManualClock();
  const ports: ScriptedPort[] = [];
  const asked: PortSettings[] = [];
  const open = async (settings: PortSettings) => {
    asked.push(settings);
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    const port = scriptedPort();
    ports.push(port);
    return port;
  };
  const trial = analyzerOnTrial({ clock, open, profile, link: { kind: 'serial', path: '/dev/ttyS9' } });
  running.push(trial);
  return { ...trial, clock, ports, asked };
};

describe('an analyzer on a serial port', () => {
  test('is heard until it pauses, and what it printed is kept with its bytes', async () => {
    const { clock, ports, asked, desk, analyzer } = onSerial();
    await clock.advance(0);
    expect(asked[0]).toMatchObject({ baud: 9_600, link: { kind: 'serial', path: '/dev/ttyS9' } });
    ports[0]?.say(hex('Sample: 7\r\n01# 12'));
    await clock.advance(1_400);
    ports[0]?.say(hex('.5 %\r\n'));
    await clock.advance(1_400);
    expect(desk.transfers).toEqual([]);
    await clock.advance(200);
    expect(resultsAt(desk)).toEqual(['7 |  | 12.5 | %']);
    expect(Buffer.from(desk.transfers[0]?.raw ?? []).toString()).toBe('Sample: 7\r\n01# 12.5 %\r\n');
    expect(desk.transfers[0]).toMatchObject({ analyzer: 'a', origin: 'instrument' });
    expect(analyzer.counters()).toMatchObject({ transfers: 1, connected: true, reopenings: 0 });
    expect(ports[0]?.written).toEqual([]);
  });

  test('that can’t be opened is lost, told once, and tried again with growing pauses', async () => {
    const { clock, asked, states } = onSerial(
      ...Array.from({ length: 4 }, () => new EdgeError('line-not-found', 'no such port')),
    );
    await clock.advance(0);
    await clock.advance(10_000);
    expect(asked).toHaveLength(5);
    expect(states).toEqual(['analyzer:a lost true: no such port', 'analyzer:a lost false']);
  });

  test('that is torn out in mid-record keeps what came, marked as incomplete', async () => {
    const { clock, ports, desk, states, analyzer } = onSerial();
    await clock.advance(0);
    ports[0]?.say(hex('Sample: 7\r\n01# 12.5 %\r\n02# 6'));
    ports[0]?.lose('unplugged');
    await clock.advance(1_000);
    expect(resultsAt(desk)).toEqual(['7 |  | 12.5 | %']);
    expect(desk.transfers[0]?.understood.troubles).toEqual(['incomplete']);
    expect(states).toEqual(['analyzer:a lost true: unplugged', 'analyzer:a lost false']);
    expect(analyzer.counters()).toMatchObject({ incomplete: 1, reopenings: 1 });
  });

  test('at a wrong speed is unreadable, told once; one piece of the noise is kept to be looked at', async () => {
    const { clock, ports, desk, states, analyzer } = onSerial();
    await clock.advance(0);
    for (let times = 0; times < 5; times += 1) {
      ports[0]?.say('00f8e080ff78'.repeat(10));
      await clock.advance(2_000);
    }
    expect(states).toEqual(['analyzer:a unreadable true: not-text']);
    expect(desk.transfers.map(({ understood }) => understood)).toEqual([{ results: [], troubles: ['not-text'] }]);
    expect(analyzer.counters().noiseBytes).toBe(300);
    ports[0]?.say(hex('01# 12.5 %\r\n'));
    await clock.advance(2_000);
    expect(states.at(-1)).toBe('analyzer:a unreadable false');
  });

  test('prints on while nothing can be kept, and loses nothing', async () => {
    const { clock, ports, desk, analyzer } = onSerial();
    await clock.advance(0);
    desk.refuses = true;
    for (const value of [1, 2, 3]) {
      ports[0]?.say(hex(`01# ${value} %\r\n`));
      await clock.advance(2_000);
    }
    desk.refuses = false;
    await clock.advance(30_000);
    expect(resultsAt(desk)).toEqual([' |  | 1 | %', ' |  | 2 | %', ' |  | 3 | %']);
    expect(analyzer.counters()).toMatchObject({ transfers: 3, unkept: 0 });
  });
});

const dial = async (port: number): Promise<Socket> => {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

describe('analyzers on the network', () => {
  test('call in, several at once, each with its own record', async () => {
    const port = await freePort();
    const trial = analyzerOnTrial({
      clock: systemClock,
      profile: ended,
      link: { kind: 'listen', host: '127.0.0.1', port },
    });
    running.push(trial);
    await listening(port);
    const [one, other] = [await dial(port), await dial(port)];
    one.write('Sample: 1\r\n01#');
    other.write('Sample: 2\r\n01# 2 %\r\n\x03');
    await trial.desk.has(1);
    one.write(' 1 %\r\n\x03');
    await trial.desk.has(2);
    expect(resultsAt(trial.desk)).toEqual(['2 |  | 2 | %', '1 |  | 1 | %']);
    one.destroy();
    other.destroy();
  });

  test('that call in too many at once are sent away, and a place that is left is taken again', async () => {
    const port = await freePort();
    const trial = analyzerOnTrial({
      clock: createManualClock(),
      profile: ended,
      link: { kind: 'listen', host: '127.0.0.1', port },
    });
    running.push(trial);
    await listening(port);
    const callers = await Promise.all(Array.from({ length: 16 }, () => dial(port)));
    const late = await dial(port);
    await once(late, 'close');
    const gone = callers.pop();
    gone?.end();
    if (gone !== undefined) await once(gone, 'close');
    const next = await dial(port);
    next.write('Sample: 3\r\n01# 3 %\r\n\x03');
    await trial.desk.has(1);
    expect(resultsAt(trial.desk)).toEqual(['3 |  | 3 | %']);
    for (const caller of [...callers, next]) caller.destroy();
  });

  test('let go of everything when the gateway stops, though a result is still being kept', async () => {
    const port = await freePort();
    const trial = analyzerOnTrial({ clock: systemClock, profile: ended, link: { kind: 'listen', host: '127.0.0.1', port } });
    running.push(trial);
    await listening(port);
    trial.desk.hang();
    const caller = await dial(port);
    caller.write('Sample: 3\r\n01# 3 %\r\n\x03');
    await trial.desk.asked();
    const since = systemClock.elapsed();
    await trial.analyzer.stop();
    expect(systemClock.elapsed() - since).toBeLessThan(2_000);
    if (!caller.closed) await once(caller, 'close');
    expect(trial.states).toEqual([]);
  });

  test('whose port is taken are lost, and found again once it is free', async () => {
    const clock = createManualClock();
    const taker = createServer().listen(0, '127.0.0.1');
    await once(taker, 'listening');
    const address = taker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const trial = analyzerOnTrial({ clock, profile, link: { kind: 'listen', host: '127.0.0.1', port } });
    running.push(trial);
    await clock.advance(100);
    expect(trial.states).toEqual([expect.stringMatching(/^analyzer:a lost true: 127.0.0.1:\d+: listen EADDRINUSE/)]);
    taker.close();
    await once(taker, 'close');
    await clock.advance(1_000);
    expect(trial.states.at(-1)).toBe('analyzer:a lost false');
  });

  test('are called where they listen', async () => {
    const server = createServer((socket) => socket.write('Sample: 9\r\n01# 4 %\r\n\x0c\x03')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const trial = analyzerOnTrial({
      clock: systemClock,
      profile: ended,
      link: { kind: 'tcp', host: '127.0.0.1', port },
    });
    running.push(trial);
    await trial.desk.has(1);
    expect(resultsAt(trial.desk)).toEqual(['9 |  | 4 | %']);
    await trial.analyzer.stop();
    server.close();
    await once(server, 'close');
  });
});

/** Waits until somebody listens there, by asking; never longer than the test. */
const listening = async (port: number): Promise<void> => {
  for (;;) {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = await new Promise<boolean>((done) => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
    socket.destroy();
    if (answer) return;
  }
};
