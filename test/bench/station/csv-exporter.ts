import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel } from '../../../gateway/domain/clock.ts';
import type { Dose, MeasuredResult } from '../../../simulators/world/station/measured-result.ts';
import type { MeterNeeds, SimulatedMeter } from '../../../simulators/world/station/meter.ts';
import { plainText } from '../../../simulators/world/station/meter-clock.ts';
import {
  createFaultDice,
  type FaultDice,
  type MeterFault,
  type MeterFaults,
} from '../../../simulators/world/station/meter-faults.ts';
import type { MeterLog, MeterMemory } from '../../../simulators/world/station/meter-memory.ts';

/** The faults that mean something to a program that exports files. */
export const FAULTS_OF_EXPORTER = ['split', 'duplicated', 'powerCut'] as const;

/** Before a program that died in mid-file writes it again. */
const AGAIN = 1000;

const HEADING = 'sample,item,value,unit,time,record,channel';

const rowOf = (result: MeasuredResult): string =>
  [result.sampleId, result.code, result.value, result.unit, plainText(result.measuredAt), result.record, result.channel].join(
    ',',
  );

/** An analyzer's software: each transfer is a file of rows, written under its name in one, two or more pieces. */
class CsvExporter implements SimulatedMeter {
  readonly id: string;
  readonly #needs: MeterNeeds;
  readonly #memory: MeterMemory;
  readonly #dice: FaultDice;
  readonly #folder: string;
  #files = 0;
  #wanted = false;
  #timer: Cancel | undefined;

  constructor(needs: MeterNeeds, folder: string) {
    this.id = needs.id;
    this.#needs = needs;
    this.#memory = needs.memory;
    this.#dice = createFaultDice(needs.random);
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  get log(): MeterLog {
    return this.#memory.log;
  }

  measure(doses: readonly Dose[]): readonly MeasuredResult[] {
    return this.#memory.measure(doses);
  }

  transfer(): void {
    const owed = this.#memory.owed();
    if (this.#wanted || owed.length === 0) return;
    this.#wanted = true;
    this.#files += 1;
    this.#write(`export-${this.#files}.csv`, owed);
  }

  transferAll(): void {
    this.#memory.oweAll();
    this.transfer();
  }

  emptyMemory(): void {
    this.#memory.empty();
  }

  isTransferring(): boolean {
    return this.#wanted;
  }

  owed(): number {
    return this.#memory.owed().length;
  }

  disturb(faults: MeterFaults): void {
    this.#dice.load(faults);
  }

  cutPower(): void {
    throw new Error('its power is cut in mid-file alone');
  }

  struck(): ReadonlyMap<MeterFault, number> {
    return this.#dice.struck;
  }

  async close(): Promise<void> {
    this.#timer?.();
  }

  #write(name: string, results: readonly MeasuredResult[]): void {
    const text = `${[HEADING, ...results.map(rowOf)].join('\n')}\n`;
    const half = text.slice(0, Math.floor(this.#needs.random() * text.length));
    const place = join(this.#folder, name);
    if (this.#dice.strikes('powerCut')) {
      // It leaves a half under another name, as programs do that mind their files, and writes anew.
      writeFileSync(`${place}.part`, half);
      this.#later(AGAIN + this.#dice.timeOf('powerCut'), () => {
        rmSync(`${place}.part`);
        this.#write(name, results);
      });
    } else if (this.#dice.strikes('split')) {
      writeFileSync(place, half);
      this.#later(this.#dice.timeOf('split'), () => this.#finish(place, text, results));
    } else this.#finish(place, text, results);
  }

  #finish(place: string, text: string, results: readonly MeasuredResult[]): void {
    writeFileSync(place, text);
    if (this.#dice.strikes('duplicated')) {
      writeFileSync(`${place}.part`, text);
      renameSync(`${place}.part`, place.replace('.csv', '-copy.csv'));
    }
    this.#memory.sent(results);
    this.#wanted = false;
  }

  #later(pause: number, then: () => void): void {
    this.#timer = this.#needs.clock.after(pause, then);
  }
}

/** A program that leaves CSV files in `folder`, and never hears what became of them. */
export const createCsvExporter = (needs: MeterNeeds, folder: string): SimulatedMeter => new CsvExporter(needs, folder);
