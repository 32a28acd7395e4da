/** The cabinets of a kitchen. */
export const CABINET_KINDS = ['fridge', 'sample-fridge', 'freezer', 'cold-room', 'hot-holding'] as const;
export type CabinetKind = (typeof CABINET_KINDS)[number];

/** What a cabinet is built like; temperatures in °C and K, times in minutes. */
export interface CabinetBuild {
  readonly setpoint: number;
  /** Between switching on and switching off. */
  readonly band: number;
  /** How fast its inside drifts toward the room with the machine off, K a minute at the setpoint. */
  readonly drift: number;
  /** How fast the machine moves it against that, K a minute net. */
  readonly pull: number;
  /** Heats instead of cooling. */
  readonly heats: boolean;
  /** How strongly an open door mixes in the room's air: 1 brings the air half-way to the room. */
  readonly doorMixing: number;
  /** 63 % of the goods' way to a new air temperature. */
  readonly productLag: number;
  readonly defrostsPerDay: number;
  /** How far a defrost lifts the air. */
  readonly defrostLift: number;
  /** Electrical power with the machine running, W. */
  readonly watts: number;
  readonly defrostWatts: number;
}

/**
 * Typical numbers of the trade: compressor cycles of 50 to 70 minutes, 0.7 to 1.5 K from peak to peak in fridges and 1.2 to
 * 2.4 K in freezers, two to four defrosts a day of 15 to 20 minutes that lift the air by 5 to 10 K, goods that follow the
 * air in 15 to 40 minutes.
 */
export const CABINET_BUILDS: Readonly<Record<CabinetKind, CabinetBuild>> = {
  fridge: {
    setpoint: 4, band: 0.95, drift: 0.032, pull: 0.047, heats: false, doorMixing: 0.8, productLag: 35,
    defrostsPerDay: 0, defrostLift: 0, watts: 180, defrostWatts: 0,
  },
  'sample-fridge': {
    setpoint: 4, band: 0.95, drift: 0.033, pull: 0.048, heats: false, doorMixing: 0.7, productLag: 30,
    defrostsPerDay: 0, defrostLift: 0, watts: 110, defrostWatts: 0,
  },
  freezer: {
    setpoint: -20, band: 1.4, drift: 0.05, pull: 0.07, heats: false, doorMixing: 0.25, productLag: 40,
    defrostsPerDay: 3, defrostLift: 8, watts: 350, defrostWatts: 500,
  },
  'cold-room': {
    setpoint: 3, band: 0.9, drift: 0.03, pull: 0.05, heats: false, doorMixing: 0.8, productLag: 40,
    defrostsPerDay: 3, defrostLift: 6, watts: 900, defrostWatts: 1200,
  },
  'hot-holding': {
    setpoint: 68, band: 3, drift: 0.15, pull: 0.4, heats: true, doorMixing: 0.4, productLag: 30,
    defrostsPerDay: 0, defrostLift: 0, watts: 1500, defrostWatts: 0,
  },
}; // biome-ignore format: a table to read
