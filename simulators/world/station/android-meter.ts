import { type ClientRequest, request } from 'node:http';
import type { Cancel, Clock, Millis } from '../../../gateway/domain/clock.ts';
import type { Dose, MeasuredResult } from './measured-result.ts';
import type { MeterNeeds, SimulatedMeter } from './meter.ts';
import { plainText } from './meter-clock.ts';
import { createFaultDice, type FaultDice, type MeterFault, type MeterFaults } from './meter-faults.ts';
import type { MeterLog, MeterMemory } from './meter-memory.ts';

/** How long it waits for an answer. */
const ANSWER: Millis = 15_000;
/** Before it uploads again what was not taken. */
const PAUSE: Millis = 5000;
/** From here on the meter's own conclusion is 不合格. */
const CUT_OFF = 50;

/** One result in the list that such meters upload. */
const bodyOf = (meter: string, result: MeasuredResult): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      device: meter,
      detail: [
        {
          record: `${meter}-${result.record}`,
          sampleNo: result.sampleId,
          channel: String(result.channel),
          item: result.code,
          result: result.value,
          unit: result.unit,
          conclusion: Number(result.value) >= CUT_OFF ? '不合格' : '合格',
          time: plainText(result.measuredAt),
        },
      ],
    }),
  );

class AndroidMeter implements SimulatedMeter {
  readonly id: string;
  readonly #url: URL;
  readonly #clock: Clock;
  readonly #memory: MeterMemory;
  readonly #dice: FaultDice;
  #wanted = false;
  #powered = true;
  #timer: Cancel | undefined;
  #under: ClientRequest | undefined;

  constructor({ id, clock, random, memory }: MeterNeeds, url: URL) {
    this.id = id;
    this.#url = url;
    this.#clock = clock;
    this.#memory = memory;
    this.#dice = createFaultDice(random);
  }

  get log(): MeterLog {
    return this.#memory.log;
  }

  measure(doses: readonly Dose[]): readonly MeasuredResult[] {
    return this.#memory.measure(doses);
  }

  transfer(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#next();
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

  struck(): ReadonlyMap<MeterFault, number> {
    return this.#dice.struck;
  }

  cutPower(outage: Millis): void {
    this.#powered = false;
    this.#hangUp();
    this.#again(outage);
  }

  async close(): Promise<void> {
    this.#wanted = false;
    this.#timer?.();
    this.#hangUp();
  }

  #again(pause: Millis): void {
    this.#timer?.();
    this.#timer = this.#clock.after(pause, () => {
      this.#powered = true;
      this.#next();
    });
  }

  #hangUp(): void {
    const under = this.#under;
    this.#under = undefined;
    under?.destroy();
  }

  #next(): void {
    const [result] = this.#memory.owed();
    if (result === undefined) this.#wanted = false;
    else if (this.#wanted && this.#powered) this.#upload(result);
  }

  #upload(result: MeasuredResult): void {
    const body = bodyOf(this.id, result);
    if (this.#dice.strikes('duplicated')) this.#post(body, () => undefined);
    const under = this.#post(body, (status) => this.#answered(under, result, status));
    this.#under = under;
    this.#timer?.();
    this.#timer = this.#clock.after(ANSWER, () => {
      this.#hangUp();
      this.#again(PAUSE);
    });
  }

  // A status of 0 stands for a connection that failed. Whatever isn't 2xx is tried again under the same record id.
  #answered(under: ClientRequest, result: MeasuredResult, status: number): void {
    if (this.#under !== under) return;
    if (status !== 0 && this.#dice.strikes('lostReply')) return;
    this.#under = undefined;
    this.#timer?.();
    if (status < 200 || status > 299) {
      this.#again(PAUSE);
      return;
    }
    this.#memory.answered([result], 'acknowledged');
    this.#next();
  }

  #post(body: Uint8Array, answered: (status: number) => void): ClientRequest {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };
    const posting = request(this.#url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      response.once('end', () => answered(response.statusCode ?? 0));
    });
    posting.once('error', () => answered(0));
    this.#write(posting, body);
    return posting;
  }

  #write(posting: ClientRequest, body: Uint8Array): void {
    const half = Math.floor(body.length / 2);
    if (this.#dice.strikes('powerCut')) {
      posting.write(body.subarray(0, half), () => this.cutPower(1000 + this.#dice.timeOf('powerCut')));
    } else if (this.#dice.strikes('portLost')) posting.write(body.subarray(0, half), () => posting.destroy());
    else if (this.#dice.strikes('split')) {
      posting.write(body.subarray(0, half));
      this.#clock.after(this.#dice.timeOf('split'), () => posting.end(body.subarray(half)));
    } else posting.end(body);
  }
}

/** An Android meter: uploads each result as JSON by itself, and again under the same record id until it is taken. */
export const createAndroidMeter = (needs: MeterNeeds, url: URL): SimulatedMeter => new AndroidMeter(needs, url);
