import { expect, test } from 'vitest';
import { bothSaySo, connectionsWhile, openClones, outcomeIn, recordOf, WHOLE } from '../bad-days/cloned-boxes.ts';
import { openSilentPlatform } from '../bad-days/silent-platform.ts';
import { until } from '../bad-days/until.ts';
import { startMosquitto } from './mosquitto.ts';

test('two boxes on copies of one card take turns at mosquitto, which closes the older connection without a word', async ({
  onTestFinished,
}) => {
  const broker = await startMosquitto({});
  onTestFinished(() => broker.stop());
  const platform = await openSilentPlatform(onTestFinished, broker.url);
  const { boxes } = await openClones(onTestFinished, broker.url, (first) =>
    until('readings are sealed', async () => (await first.status()).journal.readings > 30),
  );
  await bothSaySo(boxes);
  for (const count of await connectionsWhile(boxes, 100)) expect(count).toBeLessThan(8);
  for (const { gateway } of boxes) expect(await gateway.stop()).toMatchObject({ with: 0 });
  const records = boxes.map(recordOf);
  for (const [place, box] of boxes.entries()) expect(outcomeIn(box, records[place]?.blocks ?? [])).toMatchObject(WHOLE);
  const written = new Set(records.flatMap(({ lines }) => lines));
  expect(platform.lines.filter((line) => !written.has(line))).toEqual([]);
});
