import path from 'node:path';
import { defineConfig } from '@playwright/test';

process.env.ELECTRON_OVERRIDE_DIST_PATH ??= path.join(import.meta.dirname, 'dist');

export default defineConfig({
  testDir: path.join(import.meta.dirname, 'e2e'),
  testMatch: '*.e2e.ts',
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
});
