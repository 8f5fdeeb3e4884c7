import type { Command } from './command.ts';
import { replay } from './replay.ts';

/** By name, as typed after `parley`. */
export const commands: ReadonlyMap<string, Command> = new Map([['replay', replay]]);
