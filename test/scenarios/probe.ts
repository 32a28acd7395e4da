import type { Millis } from '../../gateway/domain/clock.ts';

/** What was done to a probe. */
export type Tampered = 'iced' | 'in-the-kitchen' | 'well';

/** A probe in ice follows in six hours what a bare one follows in a minute; one that was carried out, in five minutes. */
const IN_ICE: Millis = 6 * 3_600_000;
const CARRIED: Millis = 300_000;

/** A probe that follows what is around it, each time it is moved on. */
export interface Probe {
  tamper(how: Tampered): void;
  /** Shows a value, whatever there is, until it is told to stop. */
  hold(value: number | undefined): void;
  /** What it shows after `passed` more of this around it. */
  shown(inside: number, room: number | undefined, passed: Millis): number;
}

/** A probe in its place. */
export const createProbe = (): Probe => {
  let state: Tampered = 'well';
  let held: number | undefined;
  let own = Number.NaN;
  return {
    tamper: (how) => {
      state = how;
    },
    hold: (value) => {
      held = value;
    },
    shown: (inside, room, passed) => {
      const around = state === 'in-the-kitchen' ? (room ?? inside) : inside;
      const lag = state === 'iced' ? IN_ICE : CARRIED;
      own = state === 'well' || Number.isNaN(own) ? inside : own + (around - own) * (1 - Math.exp(-passed / lag));
      return held ?? own;
    },
  };
};
