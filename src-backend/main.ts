import 'reflect-metadata';
import { serveParent } from './serve-parent.ts';
import { serveTerminal } from './serve-terminal.ts';

// Electron gives a utility process this port; a server started by hand has none (ruling 57).
const parent = process.parentPort;
if (parent === undefined) await serveTerminal(process.argv.slice(2));
else serveParent(parent);
