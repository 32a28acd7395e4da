import type { Messages } from './message.ts';

export const PROFILE_MESSAGES = {} as const satisfies Messages;
