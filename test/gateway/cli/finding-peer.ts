import { once } from 'node:events';
import { createServer } from 'node:net';
import { ServerTCP } from 'modbus-serial';

/** What a unit holds, by address; what it doesn't hold it refuses. */
export interface PeerRegisters {
  readonly input?: Readonly<Record<number, number>>;
  readonly holding?: Record<number, number>;
}

/** Units over TCP, made of modbus-serial's ServerTCP and nothing of ours. */
export interface Peer {
  /** As a command wants it: `tcp:127.0.0.1:1502`. */
  readonly line: string;
  /** What was written: unit, address, value. */
  readonly written: readonly (readonly [unit: number, address: number, value: number])[];
  close(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

type GiveWords = (error: Error | null, words: number[]) => void;

const refusal = (code: number): Error => Object.assign(new Error(`exception ${code}`), { modbusErrorCode: code });

/** Serves units by their ids; one that isn't there is silent. With `anyUnit`, unit 1 answers whoever is asked for. */
export const servePeer = async (units: Readonly<Record<number, PeerRegisters>>, anyUnit = false): Promise<Peer> => {
  const port = await freePort();
  const written: (readonly [number, number, number])[] = [];
  const read =
    (table: 'input' | 'holding') =>
    (address: number, count: number, unit: number, give: GiveWords): void => {
      const registers = units[anyUnit ? 1 : unit];
      if (registers === undefined) return;
      const words = Array.from({ length: count }, (_, place) => registers[table]?.[address + place]);
      const known = words.filter((word) => word !== undefined);
      if (known.length === count) give(null, known);
      else give(refusal(2), []);
    };
  // The library asks for a single register by another name.
  const readOne =
    (table: 'input' | 'holding') =>
    (address: number, unit: number, give: (error: Error | null, word: number) => void): void =>
      read(table)(address, 1, unit, (error, [word = 0]) => give(error, word));
  const server = new ServerTCP(
    {
      getInputRegister: readOne('input'),
      getHoldingRegister: readOne('holding'),
      getMultipleInputRegisters: read('input'),
      getMultipleHoldingRegisters: read('holding'),
      setRegister: (address: number, value: number, unit: number, done: (error: Error | null) => void) => {
        const holding = units[unit]?.holding;
        if (holding?.[address] === undefined) return done(refusal(2));
        holding[address] = value;
        written.push([unit, address, value]);
        return done(null);
      },
    },
    { host: '127.0.0.1', port, unitID: 255 },
  );
  await once(server, 'initialized');
  return {
    line: `tcp:127.0.0.1:${port}`,
    written,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** What an XY-MD02 holds that shows 4.2 °C and 55.1 %RH, as its manual says. */
export const xyMd02 = (unit: number): PeerRegisters => ({
  input: { 1: 42, 2: 551 },
  holding: { 257: unit, 258: 0, 259: 0, 260: 0 },
});

/** The MD02 of the clone family, humidity first, as its manual says. */
export const md02Clone = (unit: number): PeerRegisters => ({ holding: { 0: 551, 1: 42, 256: unit, 257: 2 } });
