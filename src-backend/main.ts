import 'reflect-metadata';
import { runTerminal } from './cli/run-command.ts';
import { serveParent } from './serve-parent.ts';

// Electron gives a utility process this port; a server started by hand has none (ruling 57).
const parent = process.parentPort;
if (parent === undefined) await runTerminal(process.argv.slice(2));
else serveParent(parent);
