import type { Cabinet, CabinetState } from './cabinet.ts';
import type { EnergyMeter, MeterState } from './energy-meter.ts';

/** What a register may show of the cabinet that its probe hangs in; on and off are 1 and 0. */
const OF_CABINET: Readonly<Record<string, (state: CabinetState) => number>> = {
  air: ({ air }) => air,
  product: ({ product }) => product,
  room: ({ room }) => room,
  humidity: ({ humidity }) => humidity,
  door: ({ doorOpen }) => Number(doorOpen),
  running: ({ running }) => Number(running),
  defrosting: ({ defrosting }) => Number(defrosting),
};

/** What a register may show of the machines that it meters. */
const OF_METER: Readonly<Record<string, (state: MeterState) => number>> = {
  watts: ({ watts }) => watts,
  kilowatt_hours: ({ kilowattHours }) => kilowattHours,
  volts: ({ volts }) => volts,
  amperes: ({ amperes }) => amperes,
  hertz: ({ hertz }) => hertz,
  power_factor: ({ powerFactor }) => powerFactor,
};

/** The words that a scenario may use. */
export const CABINET_QUANTITIES: readonly string[] = Object.keys(OF_CABINET);
export const METER_QUANTITIES: readonly string[] = Object.keys(OF_METER);

/** What a register shows from moment to moment; undefined where nobody has such a quantity. */
export const quantityOf = (
  name: string,
  cabinet: Cabinet | undefined,
  meter: EnergyMeter | undefined,
): (() => number) | undefined => {
  const inCabinet = Object.hasOwn(OF_CABINET, name) ? OF_CABINET[name] : undefined;
  if (inCabinet !== undefined && cabinet !== undefined) return () => inCabinet(cabinet.state());
  const inMeter = Object.hasOwn(OF_METER, name) ? OF_METER[name] : undefined;
  return inMeter !== undefined && meter !== undefined ? () => inMeter(meter.state()) : undefined;
};
