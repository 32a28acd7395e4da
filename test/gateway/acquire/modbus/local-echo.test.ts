import { describe, expect, test } from 'vitest';
import { echoIn } from '../../../../gateway/acquire/modbus/local-echo.ts';
import { questionOf } from '../../../../gateway/acquire/modbus/question.ts';
import { rtuFrame } from '../../../../gateway/acquire/modbus/rtu-frame.ts';

// Its high address byte is the byte count of its answer: so echo and answer begin with the same three bytes.
const READ = questionOf({ function: 3, unit: 1, address: 0x0200, count: 1 });
const WRITE = questionOf({ function: 6, unit: 1, address: 7, value: 9 });

describe('an echo', () => {
  test('is known when it is whole, and may be one while it is not', () => {
    const request = rtuFrame(READ.body);
    const memory = { heard: false };
    for (let cut = 1; cut < request.length; cut += 1) {
      expect(echoIn(request.subarray(0, cut), 0, request, READ, memory)).toBe('perhaps');
    }
    expect(memory.heard).toBe(false);
    expect(echoIn(Uint8Array.from([...request, 1, 3]), 0, request, READ, memory)).toBe(request.length);
    expect(memory.heard).toBe(true);
  });

  test('is not what differs from the request in any byte', () => {
    const request = rtuFrame(READ.body);
    for (let place = 0; place < request.length; place += 1) {
      const other = request.slice();
      other[place] = (other[place] ?? 0) ^ 1;
      expect(echoIn(other, 0, request, READ, { heard: true })).toBe(0);
    }
  });

  test('of a write is its answer, too: only a line known to hear itself, or bytes too early to be an answer, are its echo', () => {
    const request = rtuFrame(WRITE.body);
    const unknown = { heard: false };
    expect(echoIn(request, 0, request, WRITE, unknown)).toBe(0);
    expect(unknown.heard).toBe(false);
    expect(echoIn(request, request.length, request, WRITE, unknown)).toBe(request.length);
    expect(echoIn(request, 0, request, WRITE, { heard: true })).toBe(request.length);
  });
});
