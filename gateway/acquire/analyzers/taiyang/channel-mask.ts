/** Channels of one record. */
export const CHANNELS = 8;

const ALL = 0xff;

/** Bit n-1 set where channel n is in use. */
export type ChannelMask = number;

const reversed = (mask: ChannelMask): ChannelMask => {
  let other = 0;
  for (let bit = 0; bit < CHANNELS; bit += 1) if ((mask & (1 << bit)) !== 0) other |= 1 << (CHANNELS - 1 - bit);
  return other;
};

/** How the mask that the instrument sent and the channels that hold data go together. */
export type MaskFit =
  | 'fits'
  | 'empty-channel' // a channel is said to be in use and holds nothing; no other channel holds anything
  | 'contradiction'; // the data stand in other channels than the mask says, or would as well if its bits were read backwards

/**
 * Holds a mask against the channels that hold data, both with bit n-1 for channel n. Whether the bits run that way isn't
 * certain for all models (`order`): the maker's paper shows records in which they do, and an example in which they run
 * backwards. Where both ways fit, and mean other channels, nothing is believed.
 */
export const maskFit = (mask: ChannelMask, data: ChannelMask, order: 'sure' | 'unsure'): MaskFit => {
  const isWithinData = (channels: ChannelMask): boolean => (channels & ~data & ALL) === 0;
  const unmaskedData = (data & ~mask & ALL) !== 0;
  if (!isWithinData(mask)) return unmaskedData ? 'contradiction' : 'empty-channel';
  const backwards = reversed(mask);
  return order === 'unsure' && backwards !== mask && isWithinData(backwards) ? 'contradiction' : 'fits';
};

/** The numbers, from 1, of the channels in a mask. */
export const channelsIn = (mask: ChannelMask): readonly number[] =>
  Array.from({ length: CHANNELS }, (_, bit) => bit + 1).filter((channel) => (mask & (1 << (channel - 1))) !== 0);

/** The mask of the channels that hold anything at all. */
export const maskWhere = (holds: (channel: number) => boolean): ChannelMask =>
  channelsIn(ALL).reduce((mask, channel) => (holds(channel) ? mask | (1 << (channel - 1)) : mask), 0);
