import { z } from 'zod';
import type { Asker, Reply } from '../acquire/finding/unit-question.ts';
import { valuesIn } from '../acquire/finding/words-view.ts';
import { askGateway } from '../app/ask-gateway.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';

const answerSchema = z.discriminatedUnion('is', [
  z.looseObject({ is: z.literal('data'), bytes: z.string().regex(/^(?:[0-9a-f]{2})*$/) }),
  z.looseObject({ is: z.literal('exception'), code: z.int().min(0).max(255) }),
  z.looseObject({ is: z.literal('silence') }),
  z.looseObject({ is: z.literal('doubt'), why: z.string() }),
  z.looseObject({ is: z.literal('lost') }),
]);

/** Asks by way of the running gateway, which owns the line: between its polls, and with its own patience. It can only read. */
export const gatewayAsker = (dataFolder: string, line: string, clock: Clock): Asker => ({
  read: async (question): Promise<Reply> => {
    const request = { ask: 'probe', line, ...question };
    const answer = answerSchema.parse(await askGateway(dataFolder, request, clock));
    switch (answer.is) {
      case 'data':
        return { is: 'values', values: valuesIn(question.table, viewOfHex(answer.bytes, question), question.count) };
      case 'exception':
        return { is: 'exception', code: answer.code };
      case 'silence':
        return { is: 'silence' };
      case 'doubt':
        return { is: 'doubt', heard: [] };
      case 'lost':
        throw new EdgeError('line-lost', line);
    }
  },
});

const viewOfHex = (hex: string, { table, count }: Parameters<Asker['read']>[0]): DataView => {
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  const needed = table === 'coil' || table === 'discrete' ? Math.ceil(count / 8) : count * 2;
  if (bytes.length < needed) throw new EdgeError('frame-corrupt', `${bytes.length} of ${needed} bytes`);
  return new DataView(bytes.buffer);
};
