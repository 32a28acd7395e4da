import type { Messages } from './message.ts';

export const COMMAND_MESSAGES = {} as const satisfies Messages;
