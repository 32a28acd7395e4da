import type { Cancel } from '../domain/clock.ts';

/** Calls back at each tick until it is cancelled; what the call comes to is its own business. */
export type Ticks = (tick: () => Promise<void>) => Promise<Cancel>;

/** Ticks at each tenth minute of the hour. It decides nothing. */
export const everyTenMinutes: Ticks = async (tick) => {
  const { schedule } = await import('node-cron');
  const task = schedule('*/10 * * * *', () => void tick());
  return () => void task.destroy();
};
