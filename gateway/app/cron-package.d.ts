// What is used of node-cron, and no more: it ticks.

declare module 'node-cron' {
  interface Task {
    stop(): void | Promise<void>;
    destroy(): void | Promise<void>;
  }
  export function schedule(pattern: string, tick: () => void): Task;
}
