import type { Cabinet } from './cabinet.ts';
import type { Behaviour, SimulatedDevice } from './simulated-device.ts';
import type { WorldAnalyzer } from './station/open-analyzer.ts';
import type { WorldEvent } from './world-event.ts';
import type { WorldLine } from './world-line.ts';

/** What an event can touch. */
interface Populated {
  readonly lines: readonly WorldLine[];
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly cabinets: ReadonlyMap<string, Cabinet>;
  readonly analyzers: ReadonlyMap<string, WorldAnalyzer>;
}

const behaviourOf = ({ is, by = 500, code = 4 }: Extract<WorldEvent, { unit: string }>): Behaviour => {
  if (is === 'slow') return { is, by };
  return is === 'refusing' ? { is: 'exception', code } : { is };
};

const setProbe = (devices: Populated['devices'], { probe, is }: Extract<WorldEvent, { probe: string }>): void => {
  const [id = '', register = ''] = probe.split('/');
  const device = devices.get(id);
  if (is === 'well') device?.mendProbe(register);
  else device?.breakProbe(register, is === 'open' ? 'probe-open' : is === 'short' ? 'probe-short' : 'probe-fault');
};

const setDoor = (cabinet: Cabinet | undefined, open: boolean): void => {
  if (open) cabinet?.openDoor();
  else cabinet?.closeDoor();
};

/** Does to the world what an event says; the broker is the stage's. */
export const carryOut = (event: WorldEvent, { lines, devices, cabinets, analyzers }: Populated): void => {
  if ('door' in event) setDoor(cabinets.get(event.door), event.open);
  else if ('machine' in event) cabinets.get(event.machine)?.killMachine();
  else if ('probe' in event) setProbe(devices, event);
  else if ('unit' in event) devices.get(event.unit)?.behave(behaviourOf(event));
  else if ('analyzer' in event) analyzers.get(event.analyzer)?.carryOut(event);
  else if ('line' in event) {
    const line = lines.find(({ id }) => id === event.line);
    if ('faults' in event) line?.disturb(event.faults);
    else if ('plugged' in event) line?.plug(event.plugged);
    else line?.dropConnections();
  }
};
