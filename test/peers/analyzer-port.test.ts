import { open } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { analyzerOnTrial } from '../gateway/acquire/analyzers/analyzer-on-trial.ts';
import { resultsAt } from '../gateway/acquire/analyzers/desk.ts';
import { shippedAnalyzer } from '../gateway/acquire/analyzers/shipped-analyzer.ts';
import { needsPeers } from './peer.ts';
import { openPtyPair } from './pty-pair.ts';

/** Prints as a meter does: into the far end of the wire, without waiting for anybody. */
const print = async (path: string, text: string): Promise<void> => {
  const printer = await open(path, 'r+');
  await printer.write(text);
  await printer.close();
};

test('a meter on a serial port is heard, and heard again after its adapter was torn out', async (context) => {
  needsPeers(context, 'socat');
  const pair = await openPtyPair();
  const profile = shippedAnalyzer('text-generic');
  const { analyzer, desk, states } = analyzerOnTrial({ clock: systemClock, profile, link: { kind: 'serial', path: pair.near } });
  const connected = async (): Promise<void> => {
    while (!analyzer.counters().connected) await new Promise((done) => systemClock.after(20, () => done(undefined)));
  };
  try {
    await connected();
    await print(pair.far, 'Sample: 1\r\n01# 12.5 %\r\n\r\n\r\n\r\n');
    await desk.has(1);
    await pair.unplug();
    while (states.length === 0) await new Promise((done) => systemClock.after(20, () => done(undefined)));
    await pair.replug();
    await connected();
    await print(pair.far, 'Sample: 2\r\n01# 60.1 %\r\n\r\n\r\n\r\n');
    await desk.has(2);
    expect(resultsAt(desk)).toEqual(['1 |  | 12.5 | %', '2 |  | 60.1 | %']);
    expect(states.map((state) => state.replace(/: .*/, ''))).toEqual(['analyzer:a lost true', 'analyzer:a lost false']);
  } finally {
    await analyzer.stop();
    await pair.close();
  }
}, 30_000);
