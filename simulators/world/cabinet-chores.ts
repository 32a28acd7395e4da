import type { Millis } from '../../gateway/domain/clock.ts';

/** What happens to a cabinet by itself in the course of a day. */
export interface Now {
  /** The room's temperature, °C. */
  readonly room: number;
  readonly defrosting: boolean;
  /** Somebody has the door open for a moment. */
  readonly opened: boolean;
}

/** A cabinet's day: the room warms and cools, the machine defrosts, people open the door. */
export interface Chores {
  pass(duration: Millis): Now;
  /** The room's mean over the day from now on, °C. */
  season(ambient: number): void;
}

interface ChoresSettings {
  readonly defrostsPerDay: number;
  readonly doorsPerDay: number;
  readonly ambient: number;
  readonly random: () => number;
}

const DAY: Millis = 86_400_000;
const MINUTE: Millis = 60_000;

/** Something that begins now and then and lasts for a while. */
const createOccasion = (first: Millis, lasts: () => Millis, pause: () => Millis): ((at: Millis) => boolean) => {
  let begins = first;
  let ends = begins + lasts();
  return (at) => {
    while (at >= ends) {
      begins = ends + pause();
      ends = begins + lasts();
    }
    return at >= begins;
  };
};

const never = (): boolean => false;

// The room is warmest at three in the afternoon, and by two degrees.
const roomAt = (ambient: number, at: Millis): number => ambient + 2 * Math.cos((2 * Math.PI * (at - 15 * 60 * MINUTE)) / DAY);

/** A day that begins at a moment of the day which `random` chooses. */
export const createChores = ({ defrostsPerDay, doorsPerDay, ambient: first, random }: ChoresSettings): Chores => {
  let ambient = first;
  let at = random() * DAY;
  const defrostLasts = (): Millis => (15 + 5 * random()) * MINUTE;
  const defrostPause = (): Millis => DAY / defrostsPerDay - 17.5 * MINUTE;
  const doorLasts = (): Millis => 5_000 + 25_000 * random();
  const doorPause = (): Millis => (-Math.log(1 - random()) * DAY) / doorsPerDay;
  const defrosts = defrostsPerDay > 0 ? createOccasion(at + random() * defrostPause(), defrostLasts, defrostPause) : never;
  const doors = doorsPerDay > 0 ? createOccasion(at + doorPause(), doorLasts, doorPause) : never;
  return {
    pass: (duration) => {
      at += duration;
      return { room: roomAt(ambient, at), defrosting: defrosts(at), opened: doors(at) };
    },
    season: (mean) => {
      ambient = mean;
    },
  };
};
