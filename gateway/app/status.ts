import { z } from 'zod';
import { callsSomebody } from '../console/alarm-lines.ts';
import { PASSING_STATES } from '../console/state-lines.ts';
import { EDGE_ERROR_CODES } from '../domain/edge-error.ts';

const count = z.number();

const shownResult = z.object({ test: z.string(), why: z.string(), words: z.string() });

/** A running gateway's account of itself, as its socket gives it and `larder status --json` prints it. Times are UTC milliseconds. */
export const statusSchema = z.object({
  gateway: z.string(),
  name: z.string(),
  version: z.string(),
  at: z.number(),
  timezone: z.string(),
  startedAt: z.number(),
  boot: count,
  clock: z.enum(['sure', 'unsure']),
  journal: z.object({
    id: z.string(),
    readings: count,
    urgent: count,
    bytes: count,
    dropped: count,
    /** The files of journals that were set aside and still lie in the data folder, the newest first. */
    setAside: z.array(z.string()).default([]),
    trouble: z.string().optional(),
  }),
  channels: z.array(
    z.object({
      id: z.string(),
      cabinet: z.string(),
      unit: z.string(),
      every: z.number(),
      value: z.number().nullable(),
      quality: z.string(),
      at: z.number().nullable(),
    }),
  ),
  alarms: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      cause: z.string(),
      level: z.string(),
      rule: z.string(),
      active: z.boolean(),
      since: z.number(),
      raisedAt: z.number(),
      value: z.number().optional(),
      limit: z.number().optional(),
      clearedAt: z.number().optional(),
      /** Why it is over, where its condition need not be: `not-judged`. */
      reason: z.string().optional(),
      acknowledged: z.boolean(),
      confirmed: z.boolean(),
      latched: z.boolean(),
      shelved: z.boolean(),
      shelvedUntil: z.number().optional(),
      suppressed: z.boolean(),
      outOfService: z.boolean(),
      outOfServiceUntil: z.number().optional(),
      /** What is still wanted of a person before it may be closed: `acknowledge`, `confirm`, `reset`. */
      wants: z.array(z.string()),
      /** It stands for so many earlier occurrences of its kind as well. */
      earlier: count,
      cabinet: z.string(),
      /** What to do, in the site's language; and the corrective actions that may be confirmed. */
      todo: z.string(),
      actions: z.record(z.string(), z.string()),
    }),
  ),
  states: z.array(
    z.object({ on: z.string(), state: z.string(), at: z.number(), reason: z.string().optional(), until: z.number().optional() }),
  ),
  lines: z.array(
    z.object({
      id: z.string(),
      connected: z.boolean(),
      utilisation: z.number(),
      quarantines: count,
      reopenings: count,
      units: z.record(z.string(), z.record(z.string(), z.union([z.number(), z.boolean()]))),
    }),
  ),
  /** How people are told, where the site says whom: notices on their way, and the last ones with what became of them. */
  notify: z
    .object({
      waiting: count,
      /** What the modem said and nobody could understand. */
      unreadable: count,
      last: z.array(
        z.object({
          id: z.string(),
          at: z.number(),
          way: z.string(),
          to: z.string(),
          about: z.string(),
          fate: z.string(),
          reason: z.string().optional(),
        }),
      ),
      /** Messages about alarms that nobody has heard of by any way so far. `isTried` false: given up. */
      undelivered: z.array(
        z.object({
          at: z.number(),
          way: z.string(),
          to: z.string(),
          about: z.string(),
          attempts: count,
          reason: z.string(),
          isTried: z.boolean(),
        }),
      ),
      /** Short messages that came in, by what came of them, and the last ones. */
      replies: z.object({
        counts: z.record(z.string(), count),
        last: z.array(z.object({ at: z.number(), from: z.string(), text: z.string(), outcome: z.string() })),
      }),
    })
    .optional(),
  /** The rapid-test station, where the site has one. */
  station: z
    .object({
      analyzers: z.array(
        z.object({ id: z.string(), connected: z.boolean(), counters: z.record(z.string(), z.union([z.number(), z.boolean()])) }),
      ),
      counts: z.record(z.string(), count),
      quarantined: count,
      openCases: count,
      /** Samples whose last result decides nothing: suspect, invalid, out of the method's range, not judged. */
      undecided: count,
      /** Run sheets that stop those after them: their run is over, and wells of them have no result. */
      stoppingSheets: z.array(
        z.object({ analyzer: z.string(), run: z.string(), startedAt: z.number(), channels: z.array(count), waiting: count }),
      ),
    })
    .optional(),
  uplinks: z.array(
    z.object({
      id: z.string(),
      connected: z.boolean(),
      backlog: count,
      refused: count,
      counters: z.record(z.string(), count),
      /** What is wrong with it, each with its reason. */
      states: z.record(z.string(), z.string()),
      /** Of an uplink to a municipal interface: results that wait on the box, and those that will not come to the platform by themselves. */
      waiting: z.array(shownResult).optional(),
      refusals: z.array(shownResult).optional(),
      /** Why the last attempt to connect failed; absent once one has succeeded. */
      failure: z.object({ code: z.enum(EDGE_ERROR_CODES), message: z.string() }).optional(),
    }),
  ),
});
export type GatewayStatus = z.infer<typeof statusSchema>;

/**
 * True when something needs a person: an alarm that is neither shelved nor as planned nor in maintenance, a state that lasts
 * and shouldn't, a result that is nobody's or decides nothing, an open positive, a record that is not well. What was lost once is told, and past.
 */
export const needsPerson = ({ alarms, states, journal, station }: GatewayStatus): boolean =>
  alarms.some(callsSomebody) ||
  states.some(({ state }) => !PASSING_STATES.has(state)) ||
  journal.trouble !== undefined ||
  (station !== undefined &&
    (station.quarantined + station.openCases + station.undecided > 0 ||
      station.stoppingSheets.some(({ waiting }) => waiting > 0)));
