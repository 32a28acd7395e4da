import { z } from 'zod';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { Answerer } from './control-socket.ts';
import type { Telling } from './open-notify.ts';

const WAYS = ['voice', 'sms', 'webhook', 'mail'] as const;

const requestSchema = z.strictObject({
  ask: z.literal('notify'),
  do: z.literal('test'),
  to: z.string().min(1).max(64),
  by: z.string().trim().min(1).max(200),
  ways: z
    .array(z.enum(WAYS))
    .min(1)
    .max(WAYS.length)
    .default([...WAYS]),
});

/** Sends a test to a person, as `larder notify test` asks; gives the ids of its notices. */
export const answerNotify =
  (telling: Telling | undefined, language: Language): Answerer =>
  async (request) => {
    const asked = requestSchema.safeParse(request);
    if (!asked.success) throw new EdgeError('request-refused', z.prettifyError(asked.error));
    if (telling === undefined) throw new EdgeError('request-refused', say(language, 'notify.no-notify'));
    const { to, by, ways } = asked.data;
    return { notices: await telling.test(to, by, ways) };
  };
