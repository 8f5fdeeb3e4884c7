// Imported first: zod otherwise probes for `new Function` when schemas are built, and the CSP reports that probe.
import { config } from 'zod';

config({ jitless: true });
