import { isOverdue } from '../../domain/calibration-due.ts';
import { localDate } from '../../domain/local-time.ts';
import type { CalibrationFact, ComparisonFact } from '../../domain/supervision-fact.ts';
import { channelInForce } from './channels-in-force.ts';
import { type KitchenParts, nowOf } from './kitchen-parts.ts';
import { namesOf } from './person-names.ts';

/** A channel's calibration as it is shown. */
export interface CalibrationRow {
  readonly channel: string;
  readonly cabinet: string;
  readonly unit: string;
  readonly probe?: string;
  /** In force now; 0 where nobody ever said one. */
  readonly offset: number;
  readonly certificate?: string;
  /** Where the offset comes from; `none` where nobody ever said one. */
  readonly from: 'calibration' | 'file' | 'none';
  /** When it was calibrated, UTC ms. */
  readonly at?: number;
  readonly due?: string;
  readonly isDue: boolean;
  /** Calibrations and comparisons, the newest first, each with the name behind `by`. */
  readonly history: readonly ((CalibrationFact | ComparisonFact) & { readonly name?: string })[];
}

/** Every channel of the site with its calibration. */
export const calibrationRows = async (parts: KitchenParts): Promise<readonly CalibrationRow[]> => {
  const { needs, memory } = parts;
  const today = localDate(nowOf(parts), needs.timezone);
  const names = await namesOf(
    needs,
    memory.calibrations.all().flatMap(({ history }) => history.map(({ by }) => by)),
  );
  return needs.channels.map((channel): CalibrationRow => {
    const known = memory.calibrations.get(channel.id);
    const inForce = channelInForce(channel, known);
    const last = inForce === channel ? undefined : known?.last;
    const { id, cabinet, unit, probe, offset, certificate } = inForce;
    return {
      channel: id, cabinet, unit,
      ...(probe === undefined ? {} : { probe }),
      offset: offset ?? 0,
      ...(certificate === undefined ? {} : { certificate }),
      from: last !== undefined ? 'calibration' : offset === undefined ? 'none' : 'file',
      ...(last === undefined ? {} : { at: last.at }),
      ...(last?.due === undefined ? {} : { due: last.due }),
      isDue: isOverdue(last?.due, today),
      history: [...(known?.history ?? [])].reverse().map((fact) => {
        const name = names.get(fact.by);
        return name === undefined ? fact : { ...fact, name };
      }),
    }; // biome-ignore format: a list to read
  });
};
