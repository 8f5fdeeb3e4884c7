import { defineConfig } from '@playwright/test';

// The journeys on the built app. Each starts a desktop, a backend and a simulator of its own. The stand-in's windows are
// headless and know nothing of one another; on a display they would take the focus from each other.
const isHeadless = process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined && process.env['DISPLAY'] === undefined;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  workers: isHeadless ? 4 : 1,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // When a hang is called one. A shared machine was seen to take four times as long as an hour before.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  outputDir: 'test-results/e2e',
});
