import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { momentIn } from './local-minute.ts';
import type { ScenarioFile } from './scenario-file.ts';

/** What a scenario draws for its registers: straight from one point to the next, and level before the first and after the last. */
export const drawnFrom = ({
  date,
  curves,
}: Pick<ScenarioFile, 'date' | 'curves'>): ((register: string, at: UtcMillis) => number | undefined) => {
  const drawn = new Map(
    Object.entries(curves).map(([register, points]) => [
      register,
      points.map(([time, value]) => ({ at: momentIn(date, time), value })),
    ]),
  );
  return (register, at) => {
    const points = drawn.get(register);
    if (points === undefined) return undefined;
    const next = points.findIndex((point) => point.at > at);
    const [before, after] = [points[next - 1], points[next]];
    if (after === undefined) return points.at(-1)?.value;
    if (before === undefined) return after.value;
    return before.value + ((after.value - before.value) * (at - before.at)) / (after.at - before.at);
  };
};
