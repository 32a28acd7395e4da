import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site } from '../config/site.ts';
import type { Cancel, Clock } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { localDate } from '../domain/local-time.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { checklistOf } from '../reports/checklist.ts';
import { loadChecklists } from '../reports/load-checklists.ts';
import { draftedFact, draftedSchema } from '../reports/sign-report.ts';

/** More than any drafts say: whatever writes more is cut off. */
const MOST_OUTPUT = 65_536;

/** What the rounds need of the gateway around them. */
export interface RoundsNeeds {
  readonly clock: Clock;
  readonly log: { warn(about: object, words: string): void };
  know(facts: readonly ReportFact[]): void;
}

/**
 * Has the reports that are due drafted, for a site whose kind has a checklist: looks every ten minutes until the day's are
 * there. A child process makes them and decides what is due, from the record; what comes back becomes facts.
 */
export const startReportRounds = async (site: Site, needs: RoundsNeeds): Promise<Cancel> => {
  const { site: about, timezone } = site.gateway;
  if (checklistOf(loadChecklists(), about ?? {}) === undefined) return () => undefined;
  const { schedule } = await import('node-cron');
  const ending = new AbortController();
  let doneFor = '';
  let isBusy = false;
  const look = async (): Promise<void> => {
    const today = localDate(needs.clock.now(), timezone);
    if (isBusy || doneFor === today) return;
    isBusy = true;
    try {
      const drafts = await draftsOf(site.file, ending.signal);
      if (drafts.length === 0) doneFor = today;
      else needs.know(drafts.map((draft) => draftedFact(draft, needs.clock.now())));
    } catch (error) {
      if (!ending.signal.aborted) needs.log.warn({ error: String(error) }, 'reports that are due could not be drafted');
    } finally {
      isBusy = false;
    }
  };
  const task = schedule('*/10 * * * *', () => void look());
  return () => {
    ending.abort();
    void task.destroy();
  };
};

const CHILD = new URL(`./report-child${extname(import.meta.url)}`, import.meta.url);

type Drafted = ReturnType<typeof draftedSchema.parse>;

/** The drafts that a child process makes of what is due. @throws EdgeError `record-broken` with its words when it fails. */
const draftsOf = (config: string, signal: AbortSignal): Promise<readonly Drafted[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(CHILD), config], { stdio: ['ignore', 'pipe', 'pipe'], signal });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
      if (out.length > MOST_OUTPUT) child.kill();
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      err = (err + part).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new EdgeError('record-broken', `${err.trim()} (${code})`));
      resolve(
        out
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => draftedSchema.parse(JSON.parse(line))),
      );
    });
  });
