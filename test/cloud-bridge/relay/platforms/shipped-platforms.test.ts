import { describe, expect, test } from 'vitest';
import { loadPlatforms } from '../../../../cloud-bridge/relay/platforms/load-platforms.ts';

const platforms = await loadPlatforms();

describe('the shipped interfaces', () => {
  test('are there', () =>
    expect([...platforms.keys()]).toEqual([
      'anhui-example',
      'county-example',
      'guangxi-example',
      'jiangsu-example',
      'suzhou-example',
    ]));

  test.each([...platforms.values()])(
    '$id calls itself an example, unverified, and says what is not known',
    ({ id, verified, name, notes }) => {
      expect(id).toMatch(/-example$/);
      expect(name).toContain('示例');
      expect(verified).toBe(false);
      expect(notes.length).toBeGreaterThan(0);
    },
  );
});
