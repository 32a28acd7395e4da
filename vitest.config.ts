import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['dist*/**', 'node_modules/**', 'test/peers/**'],
    // Tests that start real processes take several times as long on a machine with other work.
    testTimeout: 90_000,
    hookTimeout: 30_000,
    // Two cores are the machine that this is tested on; real processes run beside the tests.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['gateway/**', 'cloud-bridge/**', 'device-profiles/**', 'simulators/**'],
      exclude: ['dist/**'],
      reporter: ['text-summary'],
    },
  },
});
