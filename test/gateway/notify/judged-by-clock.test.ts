import { describe, expect, test } from 'vitest';
import { judgedByClock } from '../../../gateway/notify/judged-by-clock.ts';
import type { Notice, Outcome } from '../../../gateway/notify/notice.ts';

const notice: Notice = { id: 'n', about: 'alarm', way: 'mail', to: 'boss', causes: [], alarms: [], title: '', text: '' };
const said = (outcome: Outcome, isSure: boolean): Promise<Outcome> =>
  judgedByClock({ send: async () => outcome }, () => isSure).send(notice, new AbortController().signal);
const failed = (reason: string, again = true): Outcome => ({ is: 'failed', reason, again });

describe('while nobody vouches for the time', () => {
  test.each([
    ['a certificate that begins later', failed('certificate-not-yet-valid: certificate is not yet valid')],
    ['a certificate that is over', failed('certificate-expired: certificate has expired')],
    ['a server that refuses what is signed with the time', failed('status 401', false)],
  ])('%s is told as the clock’s doing, and waits for the time', async (_name, outcome) => {
    const reason = 'reason' in outcome ? outcome.reason : '';
    expect(await said(outcome, false)).toEqual({ is: 'failed', reason: `clock-unsure: ${reason}`, again: true, untilBack: true });
    expect(await said(outcome, true)).toEqual(outcome);
  });

  test.each([[failed('connect ECONNREFUSED')], [failed('status 404', false)], [{ is: 'sent' } as const]])(
    'what the clock has nothing to do with stays as it is: %j',
    async (outcome) => expect(await said(outcome, false)).toEqual(outcome),
  );
});
