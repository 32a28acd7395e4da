import type { Fact } from '../domain/fact.ts';

/** True for news that says that mail and webhooks may get through again: the time is sure, or an uplink is connected again. */
export const isNetworkBack = (fact: Fact): boolean =>
  (fact.kind === 'clock' && fact.clock === 'sure') ||
  (fact.kind === 'state' && fact.on.startsWith('uplink:') && fact.state === 'offline' && !fact.active);
