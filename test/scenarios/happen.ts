import { EdgeError } from '../../gateway/domain/edge-error.ts';
import type { Cabinet } from '../../simulators/world/cabinet.ts';
import type { ManualClock } from '../../simulators/world/manual-clock.ts';
import { actAtBox } from './act-at-box.ts';
import type { Box } from './box.ts';
import type { Kitchen } from './kitchen.ts';
import type { Phones } from './phones.ts';
import type { ScenarioEvent } from './scenario-event.ts';

/** What an event can touch. */
export interface Stage {
  readonly clock: ManualClock;
  readonly kitchen: Kitchen;
  readonly phones: Phones;
  readonly box: Box;
  /** People's telephone numbers. */
  readonly numbers: ReadonlyMap<string, string>;
}

/** Lets an event happen, and whatever of it ends by itself later. Throws Error where it names what isn't there. */
export const happen = async (event: ScenarioEvent, stage: Stage): Promise<void> => {
  if ('act' in event) return await actAtBox(event, stage.box);
  if ('box' in event) return await switchBox(event, stage.box);
  if ('card' in event) return stage.box.card(event.card);
  if ('clock' in event) return setClock(event.clock, stage.box);
  if ('mains' in event) return stage.kitchen.mains(event.mains === 'on');
  if ('sms' in event) return stage.phones.write(named(stage.numbers, event.from), event.sms, event.held);
  if ('push' in event) return stage.kitchen.push();
  if ('network' in event) return stage.phones.network(event.network);
  if ('webhook' in event) return stage.phones.webhook(event.webhook);
  if ('line' in event) return stage.kitchen.plug(event.line, event.plugged);
  if ('unit' in event) return named(stage.kitchen.devices, event.unit).behave({ is: event.is });
  if ('probe' in event) return handleProbe(event, stage);
  return handleCabinet(event, stage);
};

const named = <Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing => {
  const found = things.get(id);
  if (found === undefined) throw new EdgeError('scenario-invalid', `there is no ${id} in this scenario`);
  return found;
};

const switchBox = async (event: Extract<ScenarioEvent, { box: string }>, box: Box): Promise<void> => {
  if (event.box === 'on') await box.on(event.clock);
  else if (event.box === 'off') await box.off();
  else if (event.box === 'killed') await box.kill();
  else await box.restart();
};

const HOUR = 3_600_000;

const setClock = (to: string, box: Box): void => {
  if (to === 'right') box.setRight();
  else box.step(Number.parseInt(to, 10) * HOUR);
};

const BROKEN = { open: 'probe-open', short: 'probe-short', faulty: 'probe-fault' } as const;

const handleProbe = (event: Extract<ScenarioEvent, { probe: string }>, { kitchen, clock }: Stage): void => {
  const [id = '', register = ''] = event.probe.split('/');
  const device = named(kitchen.devices, id);
  const probe = kitchen.probe(event.probe);
  if ('shows' in event) {
    probe.hold(event.shows);
    clock.after(event.for, () => probe.hold(undefined));
  } else if (event.is === 'iced' || event.is === 'in-the-kitchen') probe.tamper(event.is);
  else if (event.is === 'well') {
    probe.tamper('well');
    device.mendProbe(register);
  } else if (!device.breakProbe(register, BROKEN[event.is]))
    throw new EdgeError('scenario-invalid', `${event.probe} has no word for a broken probe`);
};

type CabinetEvent = Exclude<
  ScenarioEvent,
  {
    [key in
      | 'act'
      | 'box'
      | 'card'
      | 'clock'
      | 'mains'
      | 'push'
      | 'sms'
      | 'network'
      | 'webhook'
      | 'line'
      | 'unit'
      | 'probe']: unknown;
  }
>;

const handleCabinet = (event: CabinetEvent, { kitchen, clock }: Stage): void => {
  const of = (id: string): Cabinet => named(kitchen.cabinets, id);
  if ('machine' in event) {
    if (event.is === 'dead') of(event.machine).killMachine();
    else of(event.machine).mendMachine();
  } else if ('seal' in event) of(event.seal).leak(event.leaks);
  else if ('load' in event) of(event.load).load(event.kelvin);
  else if ('defrost' in event) of(event.defrost).defrost(event.for);
  else if ('door' in event) handleDoor(event, of(event.door), clock);
};

const handleDoor = (event: Extract<ScenarioEvent, { door: string }>, cabinet: Cabinet, clock: ManualClock): void => {
  if ('for' in event || event.open) cabinet.openDoor();
  else cabinet.closeDoor();
  if ('for' in event) clock.after(event.for, () => cabinet.closeDoor());
};
