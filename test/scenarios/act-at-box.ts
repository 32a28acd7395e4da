import type { z } from 'zod';
import { statusSchema } from '../../gateway/app/status.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import type { Box } from './box.ts';
import type { ActEvent } from './scenario-event.ts';

const alarmsSchema = statusSchema.shape.alarms;
type Shown = z.infer<typeof alarmsSchema>[number];

/** A person acts at the box, as the commands do over its socket. Throws EdgeError `request-refused` as they do, and where nothing is there to act on. */
export const actAtBox = async (event: ActEvent, box: Pick<Box, 'ask'>): Promise<void> => {
  if (event.act === 'maintenance') {
    const { on, by, for: length, end } = event;
    const ends = { ...(length === undefined ? {} : { for: length }), ...(end === undefined ? {} : { end }) };
    await alarms(box, 'maintenance', { on, by, ...ends });
    return;
  }
  if (event.act === 'acknowledge' && event.of === 'all')
    return void (await alarms(box, 'acknowledge', { alarm: 'all', by: event.by }));
  const meant = (await alarms(box, 'list')).filter(({ cause }) => event.of === 'all' || event.of === cause);
  if (meant.length === 0) throw new EdgeError('request-refused', `no alarm to ${event.act}: ${event.of}`);
  for (const { id } of meant) await alarms(box, event.act, formOf(event, id));
};

const formOf = (event: Exclude<ActEvent, { act: 'maintenance' }>, alarm: string): object => {
  const { by } = event;
  if (event.act === 'confirm')
    return { alarm, by, action: event.action, ...(event.goods === undefined ? {} : { goods: event.goods }) };
  if (event.act === 'shelve') return { alarm, by, for: event.for, reason: event.reason };
  return { alarm, by };
};

const alarms = async (box: Pick<Box, 'ask'>, word: string, entered?: object): Promise<readonly Shown[]> => {
  const request = { ask: 'alarms', do: word, with: entered };
  return alarmsSchema.parse(await box.ask(request));
};
