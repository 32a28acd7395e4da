import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { AnalyzerLink } from '../../../../gateway/acquire/analyzers/analyzer-settings.ts';
import { type AnalyzerNeeds, openAnalyzer, type RunningAnalyzer } from '../../../../gateway/acquire/running-analyzer.ts';
import { QUIET_LOG } from '../quiet-log.ts';
import { type TestDesk, testDesk } from './desk.ts';

/** An analyzer that runs, with all that it told. */
export interface AnalyzerOnTrial {
  readonly analyzer: RunningAnalyzer;
  readonly desk: TestDesk;
  /** As `lost true: why`. */
  readonly states: string[];
}

/** What a trial may choose. */
interface TrialWish extends Pick<AnalyzerNeeds, 'clock' | 'open'> {
  readonly link: AnalyzerLink;
  readonly profile: AnalyzerProfile;
  readonly token?: string;
}

/** An analyzer with a desk of its own, started. */
export const analyzerOnTrial = ({ clock, open, ...settings }: TrialWish): AnalyzerOnTrial => {
  const desk = testDesk();
  const states: string[] = [];
  const analyzer = openAnalyzer(
    { id: 'a', baud: 9_600, parity: 'none', dataBits: 8, stopBits: 1, ...settings },
    {
      clock,
      ...(open === undefined ? {} : { open }),
      keep: desk.keep,
      onState: ({ on, state, active, reason }) =>
        void states.push(`${on} ${state} ${active}${reason === undefined ? '' : `: ${reason}`}`),
      log: QUIET_LOG,
    },
  );
  analyzer.start();
  return { analyzer, desk, states };
};
