import { openLine, type RunningLine } from '../acquire/running-line.ts';
import type { Site } from '../config/site.ts';
import type { Clock, Millis } from '../domain/clock.ts';

/** A line at work, by its name. */
export interface NamedLine {
  readonly id: string;
  readonly line: RunningLine;
}

type LineNeeds = Parameters<typeof openLine>[2];

/** A line that has not come round for this long is wedged. */
const WEDGED: Millis = 120_000;

/** Each line of the site with the units that live on it, opened by `open`. Nothing is asked before they are started. */
export const openLines = (site: Site, needs: LineNeeds, open: typeof openLine = openLine): readonly NamedLine[] =>
  site.lines.map((settings) => {
    const units = site.devices.filter((device) => device.line === settings.id);
    return { id: settings.id, line: open(settings, units, needs) };
  });

/** True while every line has come round lately. */
export const allComeRound = (lines: readonly NamedLine[], clock: Clock): boolean =>
  lines.every(({ line }) => clock.elapsed() - line.cameRoundAt() < WEDGED);
