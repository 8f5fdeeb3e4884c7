import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

// Decorator metadata is what Nest injects by; stated here so that it does not hang on which tsconfig is found.
const oxc = { decorator: { legacy: true, emitDecoratorMetadata: true } };

// `npm run test:full` asks for more cases of each property.
const setupFiles = process.env['PARLEY_PROPERTY_RUNS'] === undefined ? [] : ['tests/support/property-runs.ts'];

/** Tests of a minute, and of half of one: begun last, they would run on one core beside an idle one. */
const long = /(faults|bad-input-routes|queue\.test|api-docs|devices|inbox\.contract)/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);

/** Tests of whole programs: they take what is in `out/`, and wait for processes. */
const ofPrograms = { globalSetup: 'scripts/built.mjs', testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  oxc,
  test: {
    setupFiles,
    sequence: { sequencer: LongestFirst },
    // By default one core is left free: on two that is one test file at a time.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{src-backend,src-main,src-shared,src-simulator,tools/*,scripts,tests/architecture}/**/*.test.{ts,tsx}',
          ],
          // Loading the programs anew for each file took half of the time; they keep no state outside their objects.
          isolate: false,
          unstubEnvs: true,
          unstubGlobals: true,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        // The page's stores and its language are the module's own: every file gets its own.
        test: { name: 'renderer', include: ['src-renderer/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.contract.ts'],
          ...ofPrograms,
          globalSetup: [ofPrograms.globalSetup, 'tests/contract/one-postgres.ts'],
          // As the unit tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...ofPrograms } },
      { extends: true, test: { name: 'seeds', include: ['tests/seeds/**/*.test.ts'], ...ofPrograms } },
    ],
  },
});
