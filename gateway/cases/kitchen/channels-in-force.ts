import { z } from 'zod';
import type { Channel } from '../../domain/channel.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { CalibrationFact, ComparisonFact } from '../../domain/supervision-fact.ts';
import { parsedState } from '../parsed-state.ts';

/** Keys of saved calibrations begin so; the channel's id follows. */
export const CALIBRATION_PREFIX = 'kitchen/calibration/';

/** What the site's file says of a channel's calibration. */
type SaidByFile = Pick<Channel, 'offset' | 'certificate' | 'probe'>;

/** What is remembered of a channel's calibrations. */
export interface ChannelCalibration {
  /** What the file said when the channel was calibrated last. */
  readonly file: SaidByFile;
  readonly last?: CalibrationFact | undefined;
  /** Calibrations and comparisons, the newest last. */
  readonly history: readonly (CalibrationFact | ComparisonFact)[];
}

// Facts are the book's own JSON under a checksum: only what decides a value is looked at.
const calibration = z.custom<CalibrationFact>(
  (value) => z.looseObject({ kind: z.literal('calibration'), offset: z.number() }).safeParse(value).success,
);
const comparison = z.custom<ComparisonFact>((value) => z.looseObject({ kind: z.literal('comparison') }).safeParse(value).success);

/** The shape of a saved calibration. */
export const channelCalibrationSchema: z.ZodType<ChannelCalibration> = z.object({
  file: z.object({
    offset: z.number().exactOptional(),
    certificate: z.string().exactOptional(),
    probe: z.string().exactOptional(),
  }),
  last: calibration.optional(),
  history: z.array(z.union([calibration, comparison])),
});

const placeSchema = z.looseObject({ thing: channelCalibrationSchema });

/** What the file says of a channel now. */
export const saidByFile = ({ offset, certificate, probe }: SaidByFile): SaidByFile => ({
  ...(offset === undefined ? {} : { offset }),
  ...(certificate === undefined ? {} : { certificate }),
  ...(probe === undefined ? {} : { probe }),
});

/**
 * A channel as it is in force: the later of the two decides. A calibration holds until the file says another offset,
 * certificate or probe than it did then: a new probe has a calibration of its own.
 */
export const channelInForce = (channel: Channel, known: ChannelCalibration | undefined): Channel => {
  const last = known?.last;
  if (known === undefined || last === undefined) return channel;
  const { offset, certificate, probe } = known.file;
  if (offset !== channel.offset || certificate !== channel.certificate || probe !== channel.probe) return channel;
  const { certificate: _, ...rest } = channel;
  return { ...rest, offset: last.offset, ...(last.certificate === undefined ? {} : { certificate: last.certificate }) };
};

/** The channel table in force: the site's, with the saved calibrations. */
export const channelsInForce = (channels: readonly Channel[], states: readonly SavedState[]): readonly Channel[] => {
  const saved = new Map(
    states.flatMap((state) =>
      state.key.startsWith(CALIBRATION_PREFIX)
        ? [[state.key.slice(CALIBRATION_PREFIX.length), parsedState(placeSchema, state)?.thing] as const]
        : [],
    ),
  );
  return channels.map((channel) => channelInForce(channel, saved.get(channel.id)));
};
