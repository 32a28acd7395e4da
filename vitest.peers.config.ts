import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/peers/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // A test whose peer is missing says what to install: the other reporters keep that to themselves.
    reporters: ['verbose'],
  },
});
