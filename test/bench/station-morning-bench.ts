import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';
import { carryOutMorning } from '../../simulators/world/station/carry-out-morning.ts';
import { type Morning, planMorning } from '../../simulators/world/station/morning.ts';
import { startMosquitto } from '../peers/mosquitto.ts';
import type { Bench, Row } from './bench.ts';
import { numberAsked } from './number-asked.ts';
import { type MorningOutcome, morningOutcome, type Outage } from './station/morning-account.ts';
import { METER, type MorningStage, setMorningStage } from './station/morning-stage.ts';
import { inFolder } from './thermal-site.ts';

const SPEED = 20;
const SAMPLES = 40;
const POSITIVES = 2;
const REPEATS = 2;
const MINUTE: Millis = 60_000;
const AWAY: Millis = 10 * MINUTE;
/** The longest that the last results may be on their way. */
const LAST: Millis = 30_000;
/** Source: what this station promises. */
const MOST_MINUTES = 0.05;

/** When the network goes: a minute of the morning before the second run is handed over. */
const outageBegins = ({ steps }: Morning, speed: number): Millis => {
  const [, second] = steps.filter(({ act }) => act.does === 'transfer');
  return (second?.at ?? 0) - MINUTE / speed;
};

const workMorning = async (stage: MorningStage, morning: Morning, speed: number): Promise<Outage> => {
  const { network, ask, meter } = stage;
  const weather = async (): Promise<Outage> => {
    await sleep(systemClock, outageBegins(morning, speed));
    const from = systemClock.now();
    network.goAway();
    await sleep(systemClock, AWAY / speed);
    network.comeBack();
    return { from, to: systemClock.now() };
  };
  const [outage] = await Promise.all([
    weather(),
    carryOutMorning(morning.steps, {
      clock: systemClock,
      desk: {
        register: (sample) => ask('register', sample),
        runSheet: (sheet) => ask('run-sheet', { ...sheet, by: 'operator' }),
      },
      meters: new Map([[METER, meter]]),
    }),
  ]);
  return outage;
};

const isSettled = ({ meter, stored }: MorningStage): boolean =>
  !meter.isTransferring() && meter.log.measured.every((result) => stored.of(result).length > 0);

const settled = async (stage: MorningStage): Promise<void> => {
  const end = systemClock.elapsed() + LAST;
  while (!isSettled(stage) && systemClock.elapsed() < end) await sleep(systemClock, 50);
};

const minutes = (times: readonly Millis[]): number => Math.max(0, ...times) / MINUTE;

const rowsOf = (outcome: MorningOutcome, speed: number): readonly Row[] => {
  const { typed, withoutSample, there, away, measured, wrong } = outcome;
  const longest = minutes(there);
  return [
    {
      what: `${SAMPLES} samples, ${POSITIVES} positives, ${REPEATS} repeats each, network away for ${AWAY / MINUTE} minutes of the morning: typed values / results without sample / minutes from the meter’s transfer to the platform while the network is there, the longest of ${there.length} results`,
      reached: `${typed} / ${withoutSample} / ${longest.toFixed(4)}`,
      target: `0 / 0 / ≤ ${MOST_MINUTES}`,
      ok: typed + withoutSample === 0 && there.length > 0 && longest <= MOST_MINUTES,
    },
    {
      what: `of ${measured} results, controls included: missing, doubled or altered at the platform`,
      reached: String(wrong),
      target: '0',
      ok: wrong === 0,
    },
    {
      what: `results sent while the network was away, and the longest until the platform had them, in seconds of ours (it was away for ${AWAY / speed / 1000} s)`,
      reached: `${away.length}, ${(Math.max(0, ...away) / 1000).toFixed(1)} s`,
      target: 'shown',
    },
  ];
};

/** What the platform knows of the positives: each found, and each repeated as often as is wanted. */
const positivesRow = ({ stored }: MorningStage, { positives }: Morning): Row => {
  const told = positives.map((id) => {
    const tests = stored.all().filter(({ sample, verdict }) => sample === id && verdict === 'positive');
    return tests.filter(({ repeatOf }) => repeatOf !== undefined).length === REPEATS && tests.length === REPEATS + 1;
  });
  const others = stored
    .all()
    .filter(({ role, sample = '', verdict }) => role === 'sample' && !positives.includes(sample) && verdict !== 'negative');
  return {
    what: 'positives found and repeated / others that aren’t negative',
    reached: `${told.filter((each) => each).length} / ${others.length}`,
    target: `${POSITIVES} / 0`,
    ok: told.every((each) => each) && others.length === 0,
  };
};

const measure = async (folder: string, report: (row: Row) => void): Promise<void> => {
  const speed = numberAsked('speed', SPEED);
  const broker = await startMosquitto();
  const stage = await setMorningStage(folder, broker);
  try {
    const morning = planMorning({ seed: 7, analyzer: METER, samples: SAMPLES, positives: POSITIVES, repeats: REPEATS, speed });
    const outage = await workMorning(stage, morning, speed);
    await settled(stage);
    for (const row of rowsOf(morningOutcome(stage.meter.log.measured, stage.stored, stage.wire, outage), speed)) report(row);
    report(positivesRow(stage, morning));
  } finally {
    await stage.close();
    await broker.stop();
  }
};

export const bench: Bench = {
  name: 'station-morning',
  about: `A station’s morning, ${SPEED} times as fast as life (--speed=N); the meter’s link, the gateway and the network are not sped up. A Taiyang meter of 16 channels over TCP, an operator at the gateway’s socket, a whole gateway in a process of its own, mosquitto behind a network that falls silent. A result’s time counts from its record’s last byte at the wire.`,
  run: (report) => inFolder((folder) => measure(folder, report)),
};
