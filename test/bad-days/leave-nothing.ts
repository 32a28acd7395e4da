import type { ChildProcess } from 'node:child_process';

/** Whatever ends this process in its own time, the child doesn't outlive it. */
export const leaveNothing = (child: ChildProcess): void => {
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
};
