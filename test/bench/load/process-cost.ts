import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second: /proc counts CPU time in them (sysconf _SC_CLK_TCK, 100 on Linux). */
const TICKS = 100;

/** CPU seconds that a process has used so far, all threads, in user and kernel mode. Source: proc_pid_stat(5), fields 14 and 15. */
export const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};

const children = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );

/** Resident memory of a process and all below it, in MB. Source: proc_pid_status(5), VmRSS. */
export const residentMegabytes = (pid: number): number => {
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  return own + children(pid).reduce((sum, child) => sum + residentMegabytes(child), 0);
};

/** The most resident memory that a process itself ever had, in MB. Source: proc_pid_status(5), VmHWM. */
export const peakMegabytes = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
