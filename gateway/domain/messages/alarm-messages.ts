import type { Messages } from './message.ts';

export const ALARM_MESSAGES = {} as const satisfies Messages;
