import type { Messages } from './message.ts';

export const LINE_MESSAGES = {} as const satisfies Messages;
