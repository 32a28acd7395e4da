import { z } from 'zod';
import { duration, identifier, oneOf, oneOfNumbers, PRINTABLE, path, secretive, shaped, timeOfDay, whole } from './form.ts';

/** The ways by which a step tells people. Lamp and buzzer show what stands, and belong to no step. */
export const TOLD_BY = ['voice', 'sms', 'webhook', 'mail'] as const;

/** The data files of webhooks that come with Larder. */
const WEBHOOK_TEMPLATES = ['json', 'wecom', 'dingtalk'] as const;

const told = {
  tell: z.array(identifier()).max(50),
  by: z.array(oneOf(TOLD_BY)).min(1).max(TOLD_BY.length),
};

const step = z.strictObject({ after: duration('0ms', '7d').prefault('0s'), tell: told.tell.prefault([]), by: told.by });

const signOfLife = z.strictObject({ at: timeOfDay(), tell: told.tell.prefault([]), by: told.by });

/** What falls due on a site. */
export const DEADLINE_KINDS = ['case', 'missing-sample', 'disposal', 'report', 'calibration'] as const;

const deadlines = z.strictObject({
  at: timeOfDay(),
  of: z
    .array(oneOf(DEADLINE_KINDS))
    .min(1)
    .max(DEADLINE_KINDS.length)
    .prefault([...DEADLINE_KINDS]),
  tell: told.tell.prefault([]),
  by: told.by,
});

const modem = z.strictObject({
  serial: path(),
  baud: oneOfNumbers([9600, 19200, 38400, 57600, 115200, 230400]).optional(),
  ring: duration('10s', '2min').prefault('35s'),
  pin: secretive(/^[\s\S]+$/, 'config.form.password').optional(),
});

const webhook = z.strictObject({
  id: identifier(),
  url: secretive(/^https?:\/\/\S+$/, 'config.form.http'),
  template: oneOf(WEBHOOK_TEMPLATES).prefault('json'),
  token: secretive(/^[\s\S]+$/, 'config.form.password').optional(),
  secret: secretive(/^[\s\S]+$/, 'config.form.password').optional(),
  // Whoever pastes a key in place of its path must not find it in a log.
  ca: secretive(PRINTABLE, 'config.form.path').optional(),
});

const mail = z.strictObject({
  server: secretive(/^smtps?:\/\/\S+$/, 'config.form.smtp'),
  from: secretive(/^[^\s@]+@[^\s@]+$/, 'config.form.mail'),
  username: secretive(PRINTABLE, 'config.form.text').optional(),
  password: secretive(/^[\s\S]+$/, 'config.form.password').optional(),
  ca: secretive(PRINTABLE, 'config.form.path').optional(),
});

const output = z.strictObject({
  device: identifier(),
  coil: shaped(/^[a-z][a-z0-9_]*$/, 'config.form.register'),
});

/** More steps than any site has levels. */
const MOST_STEPS = 10;
const MOST_WEBHOOKS = 8;

/** Who is told of alarms, in which order, and by which ways. */
export const notify = z.strictObject({
  steps: z.array(step).max(MOST_STEPS).prefault([]),
  again: duration('10min', '7d').prefault('2h'),
  perHour: whole(1, 60).prefault(6),
  signOfLife: signOfLife.optional(),
  deadlines: z.array(deadlines).max(DEADLINE_KINDS.length).prefault([]),
  modem: modem.optional(),
  webhooks: z.array(webhook).max(MOST_WEBHOOKS).prefault([]),
  mail: mail.optional(),
  lamp: output.optional(),
  buzzer: output.optional(),
});

const draftTold = { tell: z.array(identifier().optional()).optional(), by: z.array(oneOf(TOLD_BY).optional()).optional() };

/** What can be read of it with faults. */
export const draftNotify = z.object({
  steps: z.array(z.object({ after: step.shape.after.optional(), ...draftTold }).optional()).optional(),
  signOfLife: z.object(draftTold).optional(),
  deadlines: z
    .array(
      z
        .object({ at: deadlines.shape.at.optional(), of: z.array(oneOf(DEADLINE_KINDS).optional()).optional(), ...draftTold })
        .optional(),
    )
    .optional(),
  modem: modem.partial().optional(),
  webhooks: z.array(webhook.partial().optional()).optional(),
  mail: mail.partial().optional(),
  lamp: output.partial().optional(),
  buzzer: output.partial().optional(),
});
