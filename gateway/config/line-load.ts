import type { Millis } from '../domain/clock.ts';
import type { SiteDevice, SiteLine } from './site.ts';

/** One request of a poll, as the read plan has it. */
export interface PlannedQuestion {
  readonly table: 'coil' | 'discrete' | 'input' | 'holding';
  /** Counted from 0. */
  readonly address: number;
  /** Registers, or bits in the tables of bits. */
  readonly count: number;
}

/** A device, and what a poll of it asks. */
export interface DevicePlan {
  readonly device: SiteDevice;
  readonly questions: readonly PlannedQuestion[];
}

/** What the devices of a line ask of it. */
interface LineLoad {
  /** Share of the wire's time that they need; above 1 they can't all be read as often as wanted. */
  readonly share: number;
  readonly requestsPerMinute: number;
}

/** How long a device thinks before it answers, where its profile doesn't say that it takes longer. An assumption, told in the report. */
export const ASSUMED_TURNAROUND: Millis = 20;

// Unit, function, address, count, CRC; and unit, function, byte count, CRC around the data of an answer.
const REQUEST_CHARACTERS = 8;
const ANSWER_CHARACTERS = 5;

/**
 * Time that a question, its answer and the silences around them keep the line. Modbus over Serial Line V1.02, 2.5.1.1: frames
 * are parted by 3.5 characters, above 19200 Bd by 1.75 ms. Over Modbus TCP only the device's own time counts.
 */
export const questionTime = (line: SiteLine, { profile }: SiteDevice, question: PlannedQuestion): Millis => {
  const { slowAnswer = 0, quietTime = 0 } = profile.quirks;
  const turnaround = Math.max(ASSUMED_TURNAROUND, slowAnswer);
  if (line.link.kind === 'tcp') return turnaround + quietTime;
  const character = ((1 + line.dataBits + (line.parity === 'none' ? 0 : 1) + line.stopBits) * 1_000) / line.baud;
  const gap = line.baud > 19_200 ? 1.75 : 3.5 * character;
  const characters = REQUEST_CHARACTERS + ANSWER_CHARACTERS + dataBytes(question);
  return characters * character + Math.max(turnaround, gap) + gap + quietTime;
};

const dataBytes = ({ table, count }: PlannedQuestion): number =>
  table === 'coil' || table === 'discrete' ? Math.ceil(count / 8) : 2 * count;

/** Adds up what the devices of a line ask of it. */
export const lineLoad = (line: SiteLine, plans: readonly DevicePlan[]): LineLoad => {
  const polls = plans.filter(({ device }) => device.line === line.id);
  const share = polls.reduce((sum, { device, questions }) => {
    const busy = questions.reduce((time, question) => time + questionTime(line, device, question), 0);
    return sum + busy / device.every;
  }, 0);
  const requestsPerMinute = polls.reduce((sum, { device, questions }) => sum + (questions.length * 60_000) / device.every, 0);
  return { share, requestsPerMinute };
};
