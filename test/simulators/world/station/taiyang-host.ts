import type { Cancel, Clock } from '../../../../gateway/domain/clock.ts';
import type { OpenHost } from './meter-line.ts';

/** A little host of the Taiyang link: asks every 3 s, takes records of `size` bytes, drops what is too short or too long, and begins anew. */
export const taiyangHost = (
  clock: Clock,
  { size, greeting, asksForFirst }: { size: number; greeting: number; asksForFirst: boolean },
  kept: (record: Buffer) => void,
): OpenHost => {
  return (write) => {
    let heard = Buffer.alloc(0);
    let state: 'linking' | 'opening' | 'records' = 'linking';
    let timer: Cancel = () => undefined;
    const wait = (ms: number): void => {
      timer();
      timer = clock.after(ms, link);
    };
    const link = (): void => {
      heard = Buffer.alloc(0);
      state = 'linking';
      write(Uint8Array.of(0x1b, 0xbf));
      wait(3000);
    };
    const finished = (): boolean => heard.length === 2 && heard[0] === 0x1b && heard[1] === 0xfe;
    const next = (): void => {
      heard = Buffer.alloc(0);
      write(Uint8Array.of(0x24));
    };
    const look = (): void => {
      if (state === 'linking' && heard[0] === 0x1b && heard[1] === greeting) {
        heard = Buffer.alloc(0);
        state = 'opening';
        write(Uint8Array.of(0x1b, 0xb1));
        wait(3000);
      } else if (state === 'opening' && heard[0] === 0x1b && heard[1] === 0xc1) {
        state = 'records';
        heard = heard.subarray(2);
        if (asksForFirst) next();
      }
      if (state !== 'records') return;
      wait(5000);
      if (finished()) {
        heard = Buffer.alloc(0);
        state = 'linking';
      } else if (heard.length >= size) {
        // Whatever is behind the record was noise: a record never follows unasked.
        kept(Buffer.from(heard.subarray(0, size)));
        next();
      }
    };
    link();
    return {
      onBytes: (bytes) => {
        heard = Buffer.concat([heard, bytes]);
        look();
      },
      close: () => timer(),
    };
  };
};
