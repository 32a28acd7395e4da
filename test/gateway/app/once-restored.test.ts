import { describe, expect, test } from 'vitest';
import { onceRestored } from '../../../gateway/app/once-restored.ts';

const foreign = { on: 'uplink:city', state: 'foreign-frontier', active: true };

describe('a receiver that has stored what this box never wrote', () => {
  test('is answered by a new journal, once for each start', () => {
    const reasons: string[] = [];
    const succeed = onceRestored(
      {
        succeed: (reason) => {
          reasons.push(reason);
          return Promise.reject(new Error('not looked at here'));
        },
      },
      () => undefined,
    );
    succeed({ on: 'uplink:city', state: 'offline', active: true });
    succeed({ ...foreign, active: false });
    expect(reasons).toEqual([]);
    succeed(foreign);
    succeed(foreign);
    expect(reasons).toEqual(['restored']);
  });
});
