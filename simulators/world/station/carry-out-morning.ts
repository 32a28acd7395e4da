import { type Clock, sleep } from '../../../gateway/domain/clock.ts';
import type { MorningSample } from './market-goods.ts';
import type { Dose, MeasuredResult } from './measured-result.ts';
import type { MorningAct, MorningSheet, MorningStep } from './morning.ts';

/** The station's computer, as an operator reaches it: the gateway's socket, or whatever stands for it. Each resolves when it is done. */
export interface StationDesk {
  register(sample: MorningSample): Promise<unknown>;
  runSheet(sheet: MorningSheet): Promise<unknown>;
}

/** What an operator does at a meter. */
interface OperatedMeter {
  measure(doses: readonly Dose[]): readonly MeasuredResult[];
  transfer(): void;
}

export interface MorningNeeds {
  readonly clock: Clock;
  readonly desk: StationDesk;
  readonly meters: ReadonlyMap<string, OperatedMeter>;
  /** Told of each act when it is done. */
  readonly onAct?: (act: MorningAct) => void;
  /** Ends the morning early. */
  readonly signal?: AbortSignal;
}

/** Carries out acts; channels stay loaded until they are measured. */
const operator = ({ desk, meters }: MorningNeeds): ((act: MorningAct) => Promise<void>) => {
  const loaded = new Map<string, readonly Dose[]>();
  return async (act) => {
    if (act.does === 'register') await desk.register(act.sample);
    else if (act.does === 'run-sheet') await desk.runSheet(act.sheet);
    else if (act.does === 'load') loaded.set(act.analyzer, act.doses);
    else if (act.does === 'measure') meters.get(act.analyzer)?.measure(loaded.get(act.analyzer) ?? []);
    else meters.get(act.analyzer)?.transfer();
  };
};

/** Carries a morning out, one step after the other, none before its time. Rejects where the desk does. */
export const carryOutMorning = async (steps: readonly MorningStep[], needs: MorningNeeds): Promise<void> => {
  const { clock, onAct, signal } = needs;
  const perform = operator(needs);
  const began = clock.elapsed();
  for (const { at, act } of steps) {
    await sleep(clock, Math.max(0, began + at - clock.elapsed()), signal);
    if (signal?.aborted === true) return;
    await perform(act);
    onAct?.(act);
  }
};
