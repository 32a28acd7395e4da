import { z } from 'zod';

/** The units a measurement may carry. `none` is for states and counts. */
const MEASUREMENT_UNITS = [
  'degC', 'K', '%RH', '%', 'ppm', 'g/m3', 'hPa', 'kPa', 'bar',
  'V', 'A', 'mA', 'uA', 'W', 'kW', 'VA', 'var', 'kvar', 'kWh', 'Wh', 'kvarh', 'Hz', 'mV', 'ohm',
  's', 'min', 'h', 'm', 'kg', 'g', 'lx', 'dB', 'dBm', 'ppb', 'none',
] as const; // biome-ignore format: a list to read

export const measurementUnitSchema = z.enum(MEASUREMENT_UNITS);

/** The unit of a measured value, never of a Modbus device (that one is a `unit` id). */
export type MeasurementUnit = z.infer<typeof measurementUnitSchema>;

const SIGNS: Partial<Record<MeasurementUnit, string>> = { degC: '°C', none: '', ohm: 'Ω', uA: 'µA', 'g/m3': 'g/m³' };

/** The unit as people write it: `°C`. */
export const unitSign = (unit: MeasurementUnit): string => SIGNS[unit] ?? unit;
