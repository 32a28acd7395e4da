import { createServer, type Socket } from 'node:net';

/** A device of which only this is decided. */
export interface RegisterDevice {
  /** Hears of each request when it arrives, before it is answered. */
  onRequest?(unit: number): void;
  /** What a register shows, in tenths; when absent, all registers wander as a good fridge does. */
  tenthsAt?(unit: number, address: number): number;
}

export interface ServedRegisters {
  readonly port: number;
  close(): void;
}

/**
 * A Modbus TCP device with any number of units, as cheap as can be, so that it takes little from what is measured beside
 * it. It listens on a port of loopback until it is closed.
 */
export const serveRegisters = async ({ onRequest = () => undefined, tenthsAt }: RegisterDevice): Promise<ServedRegisters> => {
  let answered = 0;
  const wandering = (unit: number, address: number): number => wanderingAt(answered, unit, address);
  const answer = (request: Buffer): Buffer => {
    onRequest(request[6] ?? 0);
    answered += 1;
    return answerTo(request, tenthsAt ?? wandering);
  };
  const server = createServer((socket) => serve(socket, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close: () => server.close() };
};

/** A good fridge: a slow wave of its own for each unit and address, in tenths, and one tenth of noise. */
const wanderingAt = (answered: number, unit: number, address: number): number =>
  Math.round(35 + 20 * Math.sin(answered / 5000 + unit + address / 3)) + ((answered * 7919 + address * 31) % 3) - 1;

const answerTo = (request: Buffer, tenthsAt: (unit: number, address: number) => number): Buffer => {
  const count = request.readUInt16BE(10);
  const answer = Buffer.allocUnsafe(9 + count * 2);
  request.copy(answer, 0, 0, 8);
  answer.writeUInt16BE(3 + count * 2, 4);
  answer[8] = count * 2;
  for (let place = 0; place < count; place += 1) {
    answer.writeInt16BE(tenthsAt(request[6] ?? 0, request.readUInt16BE(8) + place), 9 + place * 2);
  }
  return answer;
};

const serve = (socket: Socket, answer: (request: Buffer) => Buffer): void => {
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy()); // whoever asked is gone
  socket.on('data', (part) => {
    rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
    for (; rest.length >= 12; rest = rest.subarray(12)) socket.write(answer(rest.subarray(0, 12)));
  });
};
