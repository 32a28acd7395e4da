import { z } from 'zod';
import type { Channel } from '../../domain/channel.ts';
import { localDate } from '../../domain/local-time.ts';
import type { CalibrationFact, ComparisonFact } from '../../domain/supervision-fact.ts';
import { lineOfText, person } from '../form-fields.ts';
import { readForm, refusal } from '../refusal.ts';
import { type CalibrationPoint, offsetOf } from './calibration-offset.ts';
import { calibrationStates } from './calibration-states.ts';
import { type ChannelCalibration, channelInForce, saidByFile } from './channels-in-force.ts';
import { commitTurn, type KitchenParts, nowOf, referTo } from './kitchen-parts.ts';

/** Older entries of a channel's history leave the book; the journal keeps them. */
const REMEMBERED = 40;

/** A reference, and what was seen beside it: on the device's own display (`read`), or as Larder shows it (`shown`). Neither: what Larder shows now. */
const point = z.strictObject({ reference: z.number(), read: z.number().optional(), shown: z.number().optional() });

const calibrateForm = z.strictObject({
  channel: z.string().max(200),
  points: z.array(point).min(1).max(2),
  certificate: lineOfText.optional(),
  due: z.iso.date().optional(),
  by: person,
});

const compareForm = z.strictObject({
  channel: z.string().max(200),
  reference: z.number(),
  shown: z.number().optional(),
  instrument: lineOfText.optional(),
  by: person,
});

/** Calibrates a channel: its offset holds from the next value on, and the record says so. @throws EdgeError `request-refused`. */
export const calibrate = async (parts: KitchenParts, entered: unknown): Promise<CalibrationFact> => {
  const { needs, memory } = parts;
  const form = readForm(calibrateForm, entered, needs.language);
  const channel = channelOf(parts, form.channel);
  if (form.due !== undefined && form.due < localDate(nowOf(parts), needs.timezone))
    throw refusal(needs.language, 'kitchen.calibrate.due-past', { due: form.due });
  const by = await referTo(parts, form.by);
  const points = form.points.map(({ reference, read, shown }) => ({ reference, read: read ?? asRead(parts, channel, shown) }));
  const offset = checkedOffset(parts, points);
  const fact: CalibrationFact = {
    kind: 'calibration', at: nowOf(parts), channel: channel.id, points, offset, by,
    ...(channel.probe === undefined ? {} : { probe: channel.probe }),
    ...(form.certificate === undefined ? {} : { certificate: form.certificate }),
    ...(form.due === undefined ? {} : { due: form.due }),
  }; // biome-ignore format: a list to read
  const { history } = knownOf(parts, channel);
  memory.calibrations.put(channel.id, { file: saidByFile(channel), last: fact, history: [...history, fact].slice(-REMEMBERED) });
  // In one turn with the commit: what was read before goes out under the old table, all that comes under the new one.
  needs.applyOffset(channel.id, offset);
  await commitTurn(parts, [fact, ...calibrationStates(parts, nowOf(parts))]);
  return fact;
};

/** Notes a comparison with another thermometer: nothing is changed by it. @throws EdgeError `request-refused`. */
export const compare = async (parts: KitchenParts, entered: unknown): Promise<ComparisonFact> => {
  const form = readForm(compareForm, entered, parts.needs.language);
  const channel = channelOf(parts, form.channel);
  const read = form.shown ?? shownNow(parts, channel);
  const by = await referTo(parts, form.by);
  const fact: ComparisonFact = {
    kind: 'comparison', at: nowOf(parts), channel: channel.id, reference: form.reference, read, by,
    ...(form.instrument === undefined ? {} : { instrument: form.instrument }),
  }; // biome-ignore format: a list to read
  const known = knownOf(parts, channel);
  parts.memory.calibrations.put(channel.id, { ...known, history: [...known.history, fact].slice(-REMEMBERED) });
  await commitTurn(parts, [fact]);
  return fact;
};

const channelOf = ({ needs }: KitchenParts, id: string): Channel => {
  const channel = needs.channels.find((each) => each.id === id);
  if (channel === undefined) throw refusal(needs.language, 'kitchen.calibrate.unknown', { channel: id });
  return channel;
};

const knownOf = ({ memory }: KitchenParts, channel: Channel): ChannelCalibration =>
  memory.calibrations.get(channel.id) ?? { file: saidByFile(channel), history: [] };

/** The value as read, of one that was shown with the offset in force. */
const asRead = (parts: KitchenParts, channel: Channel, shown: number | undefined): number => {
  const { offset = 0 } = channelInForce(channel, parts.memory.calibrations.get(channel.id));
  return Math.round(((shown ?? shownNow(parts, channel)) - offset) * 1000) / 1000 || 0;
};

const shownNow = ({ needs }: KitchenParts, channel: Channel): number => {
  const shown = needs.shownNow(channel.id);
  if (shown === undefined) throw refusal(needs.language, 'kitchen.calibrate.no-value', { channel: channel.id });
  return shown;
};

const checkedOffset = ({ needs }: KitchenParts, points: readonly CalibrationPoint[]): number => {
  const { most, apart } = needs.calibrationRules;
  const found = offsetOf(points);
  if (Math.abs(found.offset) > most.value)
    throw refusal(needs.language, 'kitchen.calibrate.too-far', { offset: found.offset, most: most.value });
  if (found.apart > apart.value)
    throw refusal(needs.language, 'kitchen.calibrate.apart', { apart: found.apart, most: apart.value });
  return found.offset;
};
