/** Bytes after which the share of noise is looked at anew: enough to judge by, few enough to tell within a minute of polling. */
const WINDOW = 64;

/** The closed reasons for which a binary link is called unreadable; the catalogue has their words. */
export type UnreadableReason = 'mostly-noise';

/** Tells once when more than half of what comes belongs to no frame or record, and once when that is over. */
export interface NoiseWatch {
  good(bytes: number): void;
  noise(bytes: number): void;
}

/** A watch over one link's bytes. */
export const createNoiseWatch = (onUnreadable: (active: boolean, why: UnreadableReason) => void): NoiseWatch => {
  let heard = 0;
  let noisy = 0;
  let active = false;
  const look = (): void => {
    if (heard < WINDOW) return;
    const mostlyNoise = noisy * 2 > heard;
    if (mostlyNoise !== active) {
      active = mostlyNoise;
      onUnreadable(active, 'mostly-noise');
    }
    heard = 0;
    noisy = 0;
  };
  return {
    good: (bytes) => {
      heard += bytes;
      look();
    },
    noise: (bytes) => {
      heard += bytes;
      noisy += bytes;
      look();
    },
  };
};
