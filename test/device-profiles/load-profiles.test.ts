import { expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';

test('the shipped profiles load', async () => {
  const profiles = await loadProfiles([SHIPPED_PROFILES]);
  expect([...profiles.keys()]).toContain('xy-md02');
});
