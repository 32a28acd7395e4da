import type { Profile, Register } from '../../device-profiles/profile.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { deniedBy } from './finding/deny-list.ts';
import type { Answer } from './modbus/answer.ts';
import type { Request, WriteRequest } from './modbus/request.ts';

/** An output as a site's configuration names it: the one write that it allows. */
export interface NamedOutput {
  readonly device: string;
  readonly unit: number;
  readonly profile: Pick<Profile, 'id' | 'dangerous'>;
  readonly register: Pick<Register, 'name' | 'table' | 'address' | 'output' | 'inverted'>;
}

/** Asks through the line's one owner, between the polls. */
export interface OutputLine {
  ask(request: Request): Promise<Answer>;
}

/**
 * Switches an output, and reads it back. The only road by which a running gateway writes: to a coil by function 5, to a whole
 * register by function 6, and only where the profile offers it as an output.
 * @throws EdgeError `write-denied` where it doesn't, or its list of dangerous writes forbids it; `no-answer`, `frame-corrupt`,
 * `device-exception` or `line-lost` as the device answers; `write-unconfirmed` where it doesn't read back.
 */
export const switchOutput = async (line: OutputLine, output: NamedOutput, on: boolean): Promise<void> => {
  const { unit, register } = output;
  const { table, address } = register;
  guard(output, on);
  const raw = on !== (register.inverted === true);
  const write: WriteRequest =
    table === 'coil' ? { function: 5, unit, address, on: raw } : { function: 6, unit, address, value: raw ? 1 : 0 };
  dataOf(await line.ask(write), output);
  const back = dataOf(await line.ask({ function: table === 'coil' ? 1 : 3, unit, address, count: 1 }), output);
  const value = table === 'coil' ? back.getUint8(0) & 1 : back.getUint16(0);
  if (value !== (raw ? 1 : 0)) throw new EdgeError('write-unconfirmed', `${output.device}: ${register.name} shows ${value}`);
};

const guard = ({ device, profile, register }: NamedOutput, on: boolean): void => {
  const { table, address, name } = register;
  const code = table === 'coil' ? 5 : 6;
  // Modbus Application Protocol V1.1b3, 6.5: a coil is switched by 0xFF00 and 0.
  const value = on === (register.inverted === true) ? 0 : table === 'coil' ? 0xff00 : 1;
  const denied = { dangerous: profile.dangerous.filter((entry) => entry.function !== undefined || entry.value !== undefined) };
  const entry = deniedBy(denied, { function: code, address, values: [value] });
  if (register.output !== true || (table !== 'coil' && table !== 'holding'))
    throw new EdgeError('write-denied', `${device}: ${profile.id} offers no output “${name}”`);
  if (entry !== undefined) throw new EdgeError('write-denied', `${device}: ${name}: ${entry.why}`);
};

const dataOf = (answer: Answer, { device, register }: NamedOutput): DataView => {
  const place = `${device}: ${register.name}`;
  switch (answer.is) {
    case 'data':
      return answer.data;
    case 'exception':
      throw new EdgeError('device-exception', `${place}: exception ${answer.code}`);
    case 'silence':
      throw new EdgeError('no-answer', place);
    case 'doubt':
      throw new EdgeError('frame-corrupt', `${place}: ${answer.why}`);
    case 'lost':
      throw new EdgeError('line-lost', place);
  }
};
