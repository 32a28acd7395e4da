import type { Messages } from './message.ts';

export const RELAY_MESSAGES = {} as const satisfies Messages;
