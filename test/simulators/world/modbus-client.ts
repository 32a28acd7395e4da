import ModbusRTU from 'modbus-serial';

/** The library's own master: an independent reader of what the simulators say. */
export type Client = InstanceType<typeof ModbusRTU.default>;

/** Connected to a unit at an address on this machine. */
export const connected = async (port: number, unit: number, timeout = 2000): Promise<Client> => {
  const client = new ModbusRTU.default();
  await client.connectTCP('127.0.0.1', { port });
  client.setID(unit);
  client.setTimeout(timeout);
  return client;
};

// The library never calls back for a connection that is closed already.
export const closed = (client: Client): Promise<void> =>
  client.isOpen ? new Promise((resolve) => client.close(() => resolve())) : Promise.resolve();

/** Lets the event loop turn until something is so: sockets take their turns, nobody sleeps. */
export const until = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; turns < 200_000 && !isSo(); turns += 1) await new Promise((resolve) => setImmediate(resolve));
};
