import { configureGlobal } from 'fast-check';

// Loaded before the tests of a full run (`npm run test:full`): how many cases each property is tried with.

configureGlobal({ numRuns: Number(process.env['PARLEY_PROPERTY_RUNS']) });
