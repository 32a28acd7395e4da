import { z } from 'zod';
import { EdgeError } from '../domain/edge-error.ts';
import type { Answerer } from './control-socket.ts';
import type { NamedLine } from './open-lines.ts';

const FUNCTIONS = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;

const requestSchema = z.strictObject({
  ask: z.literal('probe'),
  line: z.string(),
  unit: z.int().min(1).max(247),
  table: z.enum(['coil', 'discrete', 'holding', 'input']),
  address: z.int().min(0).max(0xffff),
  count: z.int().min(1).max(125),
});

/** Lets a person read registers through the line's one owner, between the polls. It can only read. */
export const answerProbe =
  (lines: readonly NamedLine[]): Answerer =>
  async (request) => {
    const asked = requestSchema.safeParse(request);
    if (!asked.success) throw new EdgeError('request-refused', z.prettifyError(asked.error));
    const { unit, table, address, count } = asked.data;
    const named = lines.find(({ id }) => id === asked.data.line);
    if (named === undefined) throw new EdgeError('request-refused', `this gateway has no line “${asked.data.line}”`);
    const answer = await named.line.ask({ unit, function: FUNCTIONS[table], address, count });
    return answer.is === 'data'
      ? { is: 'data', bytes: Buffer.from(answer.data.buffer, answer.data.byteOffset, answer.data.byteLength).toString('hex') }
      : answer;
  };
