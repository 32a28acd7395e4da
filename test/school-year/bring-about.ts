import type { Box } from '../scenarios/box.ts';
import type { Phones } from '../scenarios/phones.ts';
import type { Agenda } from './agenda.ts';
import type { Fault, FaultKind } from './draw-faults.ts';
import { HOUR, MINUTE } from './school-calendar.ts';
import type { KitchenCabinet, YearKitchen } from './year-kitchen.ts';

/** What faults can touch. */
export interface YearStage {
  readonly kitchen: YearKitchen;
  readonly phones: Phones;
  readonly box: Box;
  readonly agenda: Agenda;
}

type Act = (fault: Fault, stage: YearStage) => void;

/** The box's own supply lasts so long without the mains. */
const SUPPLY = 30 * MINUTE;

const cabinetOf = ({ cabinet = '' }: Fault, { kitchen }: YearStage): KitchenCabinet => {
  const found = kitchen.cabinets.get(cabinet);
  if (found === undefined) throw new Error(`there is no ${cabinet}`);
  return found;
};

/** Something that is so from the fault's beginning to its end. */
const whileItLasts =
  (set: (each: KitchenCabinet, on: boolean, fault: Fault) => void): Act =>
  (fault, stage) => {
    const each = cabinetOf(fault, stage);
    stage.agenda.add(fault.from, () => set(each, true, fault));
    stage.agenda.add(fault.to, () => set(each, false, fault));
  };

const ill = (how: NonNullable<KitchenCabinet['ill']>): Act =>
  whileItLasts((each, on) => {
    if (on) each.ill = how;
    else delete each.ill;
  });

const machineDead = whileItLasts(({ cabinet }, on) => (on ? cabinet.killMachine() : cabinet.mendMachine()));

/** A machine that loses its refrigerant lets in, hour by hour, more than it takes out: as a leak of heat that grows. */
const leak: Act = (fault, stage) => {
  const { cabinet } = cabinetOf(fault, stage);
  const worst = 0.1 + 0.2 * fault.share;
  for (let at = fault.from; at < fault.to; at += HOUR)
    stage.agenda.add(at, () => cabinet.leak((worst * (at - fault.from)) / (fault.to - fault.from)));
  stage.agenda.add(fault.to, () => cabinet.leak(0));
};

const powerCut: Act = ({ from, to }, { kitchen, box, agenda }) => {
  agenda.add(from, () => kitchen.mains(false));
  if (to - from > SUPPLY) agenda.add(from + SUPPLY, () => box.off());
  agenda.add(to, () => kitchen.mains(true));
  if (to - from > SUPPLY) agenda.add(to + MINUTE, () => box.on('right'));
};

const ACTS: Readonly<Record<FaultKind, Act>> = {
  'door left open': whileItLasts((each, on) => {
    each.leftOpen = on;
    if (on) each.cabinet.openDoor();
    else each.cabinet.closeDoor();
  }),
  'door that does not close': whileItLasts(({ cabinet }, on, { share }) => cabinet.leak(on ? 0.05 + 0.2 * share : 0)),
  'compressor dead': machineDead,
  'refrigerant leak': leak,
  'heater dead': machineDead,
  'probe pulled out': whileItLasts(({ probe }, on) => probe.tamper(on ? 'in-the-kitchen' : 'well')),
  'probe iced': whileItLasts(({ probe }, on) => probe.tamper(on ? 'iced' : 'well')),
  'probe broken': ill('probe-open'),
  'unit silent': ill('no-answer'),
  'power cut': powerCut,
  'network gone': ({ from, to }, { phones, agenda }) => {
    agenda.add(from, () => phones.webhook('down'));
    agenda.add(to, () => phones.webhook('up'));
  },
  'modem without network': ({ from, to }, { phones, agenda }) => {
    agenda.add(from, () => phones.network('lost'));
    agenda.add(to, () => phones.network('well'));
  },
  'box killed': ({ from }, { box, agenda }) => agenda.add(from, () => box.kill()),
  'box restarted': ({ from }, { box, agenda }) => agenda.add(from, () => box.restart()),
};

/** Lays a fault, from its beginning to its end, into the agenda. */
export const bringAbout = (fault: Fault, stage: YearStage): void => ACTS[fault.kind](fault, stage);
