import type { Messages } from './message.ts';

export const DEMO_MESSAGES = {} as const satisfies Messages;
