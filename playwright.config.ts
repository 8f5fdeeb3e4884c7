import { defineConfig } from '@playwright/test';

// The journeys on the built app. One at a time: each starts a desktop, a backend and a simulator of its own.
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: 'test-results/e2e',
});
