import type { SiteDevice } from '../config/site.ts';
import type { Channel, ChannelId } from '../domain/channel.ts';

/** The site's devices, whose channels are corrected by the offsets in force. */
export interface CorrectedDevices {
  readonly devices: readonly SiteDevice[];
  /** From the next value on; synchronous, so that it can be in one turn with the commit that says so. */
  applyOffset(channel: ChannelId, offset: number): void;
}

/** Copies of the devices that follow `inForce`, the channel table with the saved calibrations, and later changes of it. */
export const correctedDevices = (devices: readonly SiteDevice[], inForce: readonly Channel[]): CorrectedDevices => {
  const corrections = new Map<ChannelId, { offset: number }>();
  const corrected = devices.map((device) => ({
    ...device,
    channels: device.channels.map((channel) => {
      const { id = '', offset = 0 } = inForce[channel.place] ?? {};
      const own = { ...channel, offset };
      corrections.set(id, own);
      return own;
    }),
  }));
  return {
    devices: corrected,
    applyOffset: (channel, offset) => {
      const own = corrections.get(channel);
      if (own !== undefined) own.offset = offset;
    },
  };
};
