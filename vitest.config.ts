import { defineConfig } from 'vitest/config';

// Decorator metadata is what Nest injects by; stated here so that it does not hang on which tsconfig is found.
const oxc = { decorator: { legacy: true, emitDecoratorMetadata: true } };

// `npm run test:full` asks for more cases of each property.
const setupFiles = process.env['PARLEY_PROPERTY_RUNS'] === undefined ? [] : ['tests/support/property-runs.ts'];

export default defineConfig({
  oxc,
  test: {
    setupFiles,
    // By default one core is left free: on two that is one test file at a time.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{src-*,tools/*,scripts,tests/architecture}/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.contract.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'seeds',
          include: ['tests/seeds/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
