import { loadCalibrationRules } from '../cases/kitchen/calibration-rules.ts';
import { channelsInForce } from '../cases/kitchen/channels-in-force.ts';
import { createKitchen, type Kitchen } from '../cases/kitchen/kitchen.ts';
import { loadRetentionRules } from '../cases/kitchen/retention-rules.ts';
import { recallNumbers } from '../cases/recall-numbers.ts';
import type { Site, SiteDevice } from '../config/site.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Intake } from '../intake/intake.ts';
import type { Beside } from '../journal/beside.ts';
import type { Journal } from '../journal/journal.ts';
import { correctedDevices } from './corrected-devices.ts';
import type { ChannelView } from './live-view.ts';
import type { SitePeople } from './site-people.ts';

/** What the kitchen's book needs of the gateway around it. */
interface KitchenSurroundings {
  readonly journal: Journal & Beside;
  readonly clock: Clock;
  readonly log: { warn(details: Readonly<Record<string, unknown>>, words: string): void };
  know: Intake['know'];
  readonly people: SitePeople;
  /** The channels as they are shown now. */
  shown(): readonly ChannelView[];
}

/** The kitchen's book, and the site's devices as its calibrations correct them. */
export interface OpenKitchen {
  readonly kitchen: Kitchen;
  readonly devices: readonly SiteDevice[];
}

/** Opens the kitchen's book of a site, where the last run left off. @throws EdgeError `rules-invalid`. */
export const openKitchen = async (site: Site, around: KitchenSurroundings): Promise<OpenKitchen> => {
  const { journal, clock, log, know } = around;
  const { devices, applyOffset } = correctedDevices(site.devices, channelsInForce(site.channels, journal.opened.states));
  const { timezone, language } = site.gateway;
  const kitchen = createKitchen({
    saved: journal.opened.states,
    journal: journal.opened.journal,
    clock, know, timezone, language,
    refOf: around.people.refOf,
    name: journal.name,
    nameOf: journal.person,
    people: around.people.now(),
    calendar: site.calendar,
    retention: site.retention,
    rules: await loadRetentionRules(undefined, language),
    calibrationRules: await loadCalibrationRules(undefined, language),
    applyOffset,
    shownNow: (id) => shownNow(around, id),
    channels: site.channels,
  }); // biome-ignore format: a list to read
  await recallNumbers(kitchen, journal, journal.opened.heads.urgent[0]);
  journal.onSucceeded(({ journal: id }) => kitchen.succeeded(id));
  for (const { key } of kitchen.ignored) log.warn({ key }, 'a saved state of the kitchen could not be read and starts fresh');
  return { kitchen, devices };
};

/** A value that is older than so many of its periods isn't of now. */
const STALE_PERIODS = 3;

const shownNow = ({ shown, clock }: KitchenSurroundings, channel: ChannelId): number | undefined => {
  const { value = null, quality, at = null, every = 0 } = shown().find(({ id }) => id === channel) ?? {};
  const isNow = at !== null && clock.now() - at <= STALE_PERIODS * Math.max(every, 1000);
  return quality === 'good' && isNow && value !== null ? value : undefined;
};

interface Judged {
  tick(at: Instant): readonly Fact[];
  takeStates(last?: boolean): readonly SavedState[];
}

/** What a judge and the kitchen's book say and save together: one transaction for both. */
export const withKitchen = <Judging extends Judged>(judge: Judging, kitchen: Kitchen): Judging => ({
  ...judge,
  tick: (at: Instant) => [...judge.tick(at), ...kitchen.tick(at)],
  takeStates: (last?: boolean) => [...judge.takeStates(last), ...kitchen.takeStates()],
});
