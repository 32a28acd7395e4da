import type { LimitSet } from './limit.ts';
import type { MeasurementUnit } from './measurement-unit.ts';

/** `device/register`, as in `fridge-1/temperature`. */
export type ChannelId = string;

/**
 * One measured quantity of one device, as the site decided it. These fields stand in the record's channel table, so that
 * an old block keeps its meaning; the value as read follows from the value and the offset.
 */
export interface Channel {
  readonly id: ChannelId;
  readonly device: string;
  /** The cabinet it watches, in the site's own words. */
  readonly cabinet: string;
  readonly unit: MeasurementUnit;
  /** The smallest step the device can report: values are rounded to it. */
  readonly resolution: number;
  /** The time between two readings, in ms. */
  readonly every: number;
  /** Serial number of the probe, where the site names one. */
  readonly probe?: string;
  /** Calibration: added to the value as read. */
  readonly offset?: number;
  /** The calibration certificate that the offset comes from. */
  readonly certificate?: string;
  readonly rule?: LimitSet;
  /** The contact of the cabinet's door: while it stands open, a fast change is no alarm of its own. */
  readonly door?: ChannelId;
  /** The controller's state that says that the cabinet defrosts. */
  readonly defrost?: ChannelId;
  /** A second probe of the same cabinet, whose value must agree. */
  readonly pair?: ChannelId;
  /** The camera that looks at the cabinet, as the site calls it: it stands beside an excursion, and nowhere else. */
  readonly camera?: string;
}
