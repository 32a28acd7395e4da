import type { BytePort } from '../../gateway/domain/byte-port.ts';
import type { Clock, Millis } from '../../gateway/domain/clock.ts';
import { disturb, type FrameFault, type FrameFaults } from './frame-faults.ts';
import { type AnswersModbus, EXCEPTION, type ModbusReply, type ModbusRequest } from './modbus-answer.ts';
import { RTU_ADDRESSING } from './rtu-checksum.ts';
import { exceptionFrame, replyFrame, requestIn } from './rtu-frames.ts';

export interface RtuSlaveNeeds {
  readonly clock: Clock;
  readonly answers: AnswersModbus;
  /** The wire's speed, for silent intervals; without it each run of bytes is a request. */
  readonly baud?: number;
  /** Bits on the wire for a character; default 11. */
  readonly bits?: number;
  /** What the devices take to answer once the silence after a request has told them that it ended; default 0. */
  readonly turnaround?: Millis;
  /** What happens to answers; needs `random`. */
  readonly faults?: FrameFaults;
  readonly random?: () => number;
}

/** What a served wire has seen. */
export interface SlaveCounters {
  /** Requests that were whole. */
  readonly requests: number;
  /** Runs of bytes that were no request. */
  readonly broken: number;
  /** Answers sent, exceptions too. */
  readonly answers: number;
  readonly struck: ReadonlyMap<FrameFault, number>;
}

/** The devices at the far end of a line. */
export interface RtuSlave {
  counters(): SlaveCounters;
  disturb(faults: FrameFaults): void;
}

/** Longer than any frame (Modbus over Serial Line V1.02, 2.5.1: 256 bytes). */
const LONGEST = 260;

// 2.5.1.1 of the same: 3.5 characters of silence part frames; above 19 200 Bd fixed at 1.75 ms.
const silentInterval = (baud: number | undefined, character: Millis): Millis => {
  if (baud === undefined) return 0;
  return baud > 19_200 ? 1.75 : 3.5 * character;
};

/** Two devices that speak at once: where one of them pulls the wire low, it is low. */
const collided = (frames: readonly Uint8Array[]): Uint8Array => {
  const length = Math.max(...frames.map((frame) => frame.length));
  return Uint8Array.from({ length }, (_, place) => frames.reduce((low, frame) => low & (frame[place] ?? 0xff), 0xff));
};

/** Cuts what arrives into runs parted by silence, and gives each with the time at which its first character began. */
const cutBySilence = (
  port: BytePort,
  clock: Clock,
  silence: Millis,
  character: Millis,
  give: (run: Uint8Array, began: Millis) => void,
): void => {
  const run = new Uint8Array(LONGEST);
  let length = 0;
  let began: Millis = 0;
  let last: Millis = 0;
  const look = (): void => {
    const left = last + silence - clock.elapsed();
    if (left > 1e-6) {
      clock.after(left, look);
      return;
    }
    const ended = run.slice(0, length);
    length = 0;
    give(ended, began);
  };
  port.onBytes((bytes) => {
    last = clock.elapsed();
    if (length === 0) {
      began = last - bytes.length * character;
      clock.after(silence, look);
    }
    // What is too long to be a frame stays too long: the checksum refuses it.
    run.set(bytes.subarray(0, LONGEST - length), length);
    length = Math.min(LONGEST, length + bytes.length);
  });
};

type Sent = Exclude<ModbusReply, { is: 'silence' }>;

/**
 * Serves a line in RTU: its own small implementation, because the library's serial server lives on real timers and a real
 * port, and takes requests whatever their checksum. Its figures: silence parts requests, broken ones get no answer.
 */
export const serveRtu = (port: BytePort, needs: RtuSlaveNeeds): RtuSlave => {
  const { clock, answers, baud, bits = 11, turnaround = 0, random } = needs;
  const character = baud === undefined ? 0 : (bits * 1000) / baud;
  const struck = new Map<FrameFault, number>();
  const counters = { requests: 0, broken: 0, answers: 0, struck };
  const lastAnswer = new Map<number, Millis>();
  let become = disturb(needs.faults ?? {}, random, RTU_ADDRESSING);

  const send = (frame: Uint8Array, completed: ((at: Millis) => void) | undefined): void => {
    const { sendings, done } = become(frame);
    for (const fault of done) struck.set(fault, (struck.get(fault) ?? 0) + 1);
    let isTold = false;
    for (const { after, bytes, whole } of sendings) {
      const write = (): void => {
        port.write(bytes);
        if (whole && !isTold) completed?.(clock.elapsed() + bytes.length * character);
        isTold ||= whole;
      };
      if (after === 0) write();
      else clock.after(after, write);
    }
  };

  const answer = (request: ModbusRequest, asked: Uint8Array): void => {
    const replies = answers.answer(request).filter((reply): reply is Sent => reply.is !== 'silence');
    const [first] = replies;
    if (first === undefined) return;
    const frames = replies.map((reply) => replyFrame(request, reply, asked));
    const [frame = collided(frames)] = frames.length === 1 ? frames : [];
    const completed = frames.length === 1 && first.is === 'words' ? first.completed : undefined;
    clock.after(turnaround + first.after, () => {
      counters.answers += 1;
      lastAnswer.set(request.unit, clock.elapsed() + frame.length * character);
      send(frame, completed);
    });
  };

  cutBySilence(port, clock, silentInterval(baud, character), character, (run, began) => {
    const request = requestIn(run);
    counters[request === undefined ? 'broken' : 'requests'] += 1;
    if (request === undefined) return;
    const [unit = 0, code = 0] = run;
    if (request === 'unknown-function') {
      // A device that is there refuses it; one that isn't says nothing.
      const isThere = answers.answer({ unit, function: 3, table: 'holding', address: 0, count: 1 }).length > 0;
      if (isThere) send(exceptionFrame(unit, code, EXCEPTION.illegalFunction), undefined);
      return;
    }
    const last = lastAnswer.get(unit);
    answer(last === undefined ? request : { ...request, gap: began - last }, run);
  });
  return {
    counters: () => counters,
    disturb: (faults) => {
      become = disturb(faults, random, RTU_ADDRESSING);
    },
  };
};
