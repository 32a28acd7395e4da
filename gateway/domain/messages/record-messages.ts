import type { Messages } from './message.ts';

export const RECORD_MESSAGES = {} as const satisfies Messages;
