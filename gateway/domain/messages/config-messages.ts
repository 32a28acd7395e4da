import type { Messages } from './message.ts';

export const CONFIG_MESSAGES = {} as const satisfies Messages;
