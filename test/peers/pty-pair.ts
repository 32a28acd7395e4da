import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { createWire } from '../../simulators/world/wire.ts';

/** Two pseudo-terminals with a wire between them: what is written to one is read from the other. */
export interface PtyPair {
  readonly near: string;
  readonly far: string;
  /** The wire is torn out: both terminals go away, as a USB adapter does. */
  unplug(): Promise<void>;
  /** The wire is put back: two new terminals under the old names. Whoever had the old ones open has nothing. */
  replug(): Promise<void>;
  close(): Promise<void>;
}

export interface PtyPace {
  readonly baud: number;
  /** Bits on the wire for a character; default 10: start, eight data bits, stop. */
  readonly bits?: number;
}

const MISSING = 'Pseudo-terminals need socat. Install it with: apt-get install socat';

const started = async (socat: ChildProcess): Promise<void> => {
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    socat.stderr?.on('data', (words: Buffer) => {
      said += words.toString();
      if (said.includes('starting data transfer loop')) resolve();
    });
    socat.once('error', (error) => reject(new Error(MISSING, { cause: error })));
    socat.once('exit', () => reject(new Error(`socat ended at once: ${said}`)));
  });
  await ready;
};

/** Ends a process that was started here. */
const ended = async (socat: ChildProcess): Promise<void> => {
  if (socat.exitCode !== null || socat.signalCode !== null) return;
  const gone = once(socat, 'exit');
  socat.kill('SIGKILL');
  await gone;
};

const terminal = (link: string): string => `pty,raw,echo=0,link=${link}`;

/** One socat between two terminals: no pace at all, whatever speed is set. */
const wiredDirectly = (near: string, far: string): readonly ChildProcess[] => [
  spawn('socat', ['-d', '-d', terminal(near), terminal(far)], { stdio: ['ignore', 'ignore', 'pipe'] }),
];

/** A socat at each end, and each byte held between them for its time on the wire. */
const wiredThroughPump = (near: string, far: string, { baud, bits = 10 }: PtyPace): readonly ChildProcess[] => {
  const ends = [near, far].map((link) => spawn('socat', ['-d', '-d', '-', terminal(link)], { stdio: 'pipe' }));
  const pace = { clock: systemClock, character: (bits * 1000) / baud, grain: 1 };
  for (const [place, from] of ends.entries()) {
    const to = ends[1 - place];
    const wire = createWire(pace, (bytes) => {
      if (to?.stdin?.writable === true) to.stdin.write(bytes);
    });
    from.stdout?.on('data', wire.send);
    // A terminal that was torn out takes no more bytes; whoever reads it has noticed by other means.
    from.stdin?.on('error', wire.clear);
  }
  return ends;
};

/** Opens a pair; with `pace` each byte takes its time on the wire, as no pseudo-terminal does by itself. */
export const openPtyPair = async (pace?: PtyPace): Promise<PtyPair> => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-pty-'));
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  let socats: readonly ChildProcess[] = [];
  const replug = async (): Promise<void> => {
    socats = pace === undefined ? wiredDirectly(near, far) : wiredThroughPump(near, far, pace);
    await Promise.all(socats.map(started));
  };
  const unplug = async (): Promise<void> => {
    await Promise.all(socats.map(ended));
  };
  const close = async (): Promise<void> => {
    await unplug();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await replug();
    return { near, far, unplug, replug, close };
  } catch (error) {
    await close();
    throw error;
  }
};
