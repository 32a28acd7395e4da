import { describe, expect, test } from 'vitest';
import { localDate, momentOf } from '../../../gateway/domain/local-time.ts';
import { inhibition, localText, openDesk, registered, transferOf } from './desk-at-work.ts';

describe('an instrument’s time', () => {
  test.each([
    ['2026-01-15T07:30:05', 'Asia/Shanghai', '2026-01-14T23:30:05.000Z'],
    ['2026-01-15T07:30', 'Asia/Shanghai', '2026-01-14T23:30:00.000Z'],
    ['2026-01-15T07:30:05+09:00', 'Asia/Shanghai', '2026-01-14T22:30:05.000Z'],
    ['2026-01-15T07:30:05Z', 'Asia/Shanghai', '2026-01-15T07:30:05.000Z'],
    ['2026-07-15T07:30:00', 'Europe/Paris', '2026-07-15T05:30:00.000Z'],
    ['2026-03-29T02:30:00', 'Europe/Paris', '2026-03-29T01:30:00.000Z'], // an hour that is skipped
    ['2026-10-25T02:30:00', 'Europe/Paris', '2026-10-25T00:30:00.000Z'], // an hour that comes twice
  ])('%s in %s is %s', (text, timezone, utc) => expect(momentOf(text, timezone)).toBe(Date.parse(utc)));

  test.each(['2026-02-30T07:00:00', '2026-13-01T07:00', '2026-01-15T25:00', '2026-01-15T07:61', '15.01.2026', ''])(
    '%j is none',
    (text) => expect(momentOf(text, 'Asia/Shanghai')).toBeUndefined(),
  );

  test('the local date is the site’s', () => expect(localDate(Date.UTC(2026, 0, 14, 23), 'Asia/Shanghai')).toBe('2026-01-15'));

  test.each(['1970-01-01T00:10:00', '2000-01-01T08:00:00', '2031-01-15T07:00:00', '2026-02-30T07:00:00'])(
    '%s is kept as text alone',
    async (measuredAt) => {
      const world = await openDesk();
      const sampleId = await registered(world);
      await world.desk.keep(transferOf(world, 'reader', [inhibition('1', { sampleId, measuredAt })]));
      expect(world.tests()).toMatchObject([{ measuredText: measuredAt, sample: sampleId }]);
      expect(world.tests()[0]).not.toHaveProperty('measuredAt');
    },
  );

  test('that it tells when it sends says how far its clock is ahead', async () => {
    const world = await openDesk();
    const sampleId = await registered(world);
    const sent = inhibition('1', { sampleId, measuredAt: localText(world.clock.now()) });
    await world.desk.keep(transferOf(world, 'reader', [sent], { sentAt: localText(world.clock.now() + 420_000) }));
    expect(world.tests()).toMatchObject([{ clockAhead: 420, measuredAt: world.clock.now() }]);
  });
});

describe('a meter whose clock is wrong', () => {
  const HOUR = 3_600_000;
  const withSheet = async () => {
    const world = await openDesk();
    const sample = await registered(world);
    await world.desk.runSheet({ by: 'p-01', analyzer: 'meter', wells: [{ channel: 1, sample }] });
    await world.clock.advance(600_000);
    const keep = (shown: number, sentAt?: number) =>
      world.desk.keep(
        transferOf(
          world,
          'meter',
          [inhibition('1', { channel: 1, measuredAt: localText(shown) })],
          sentAt === undefined ? {} : { sentAt: localText(sentAt) },
        ),
      );
    return { world, sample, keep, now: world.clock.now() };
  };

  test('finds its run sheet once the offset is known', async () => {
    const { world, sample, keep, now } = await withSheet();
    await keep(now - 5 * HOUR - 60_000, now - 5 * HOUR);
    expect(world.tests()).toMatchObject([{ sample }]);
  });

  test('does so even in the year 2000, when it tells its time', async () => {
    const { world, sample, keep } = await withSheet();
    const reset = Date.UTC(2000, 0, 1, 4);
    await keep(reset - 60_000, reset);
    expect(world.tests()).toMatchObject([{ sample, measuredText: localText(reset - 60_000) }]);
  });

  test('is not believed where nobody knows by how much: the result waits for a person', async () => {
    const { world, keep, now } = await withSheet();
    await keep(Date.UTC(2000, 0, 1, 4));
    await keep(now - 5 * HOUR);
    expect(world.desk.quarantine().map(({ why }) => why)).toEqual(['no-run-sheet', 'no-run-sheet']);
  });

  test('that has no clock at all is joined by the order of receipt', async () => {
    const { world, sample } = await withSheet();
    await world.desk.keep(transferOf(world, 'meter', [inhibition('1', { channel: 1 })]));
    expect(world.tests()).toMatchObject([{ sample }]);
  });
});
