import type { BusinessNumber } from '../../company/company.ts';
import type { NumberState } from '../../company/number-state.ts';
import type { Automation } from '../../company/number-settings.ts';
import { invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { type Parameters, readFlag, readList, readParameters, readText, requireText, toRecord } from '../parameters.ts';

const mostPrompts = 4;
const longestPrompt = 80;
const mostCommands = 30;
const longestName = 32;
const longestDescription = 256;

/** `POST|GET /{number}/conversational_automation`: welcome message, ice breakers, commands. What isn't sent stays. */
export function registerAutomation(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/conversational_automation', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    const state = parts.nodes.stateOf(number);
    state.automation = { ...state.automation, ...parseAutomation(readParameters(request)) };
    return { success: true };
  });

  app.get<{ Params: { node: string } }>('/:node/conversational_automation', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    return { conversational_automation: toAutomationNode(number, parts.nodes.stateOf(number)), id: number.id };
  });
}

export function toAutomationNode(number: BusinessNumber, state: NumberState): object {
  return { ...state.automation, id: number.id };
}

/** The parts that were sent; throws Meta's 100 for what is not allowed. */
export function parseAutomation(values: Parameters): Partial<Automation> {
  const welcome = readFlag(values, 'enable_welcome_message');
  const prompts = readList(values, 'prompts');
  const commands = readList(values, 'commands');
  if (prompts && prompts.length > mostPrompts)
    throw invalidParameter(`Param prompts must have at most ${mostPrompts}.`);
  if (commands && commands.length > mostCommands) {
    throw invalidParameter(`Param commands must have at most ${mostCommands} entries.`);
  }
  return {
    ...(welcome === undefined ? {} : { enable_welcome_message: welcome }),
    ...(prompts ? { prompts: prompts.map(toPrompt) } : {}),
    ...(commands ? { commands: commands.map(toCommand) } : {}),
  };
}

function toPrompt(prompt: unknown): string {
  return requireText({ prompts: prompt }, 'prompts', { min: 1, max: longestPrompt });
}

function toCommand(command: unknown): Automation['commands'][number] {
  const values = toRecord(command);
  return {
    command_name: requireText(values, 'command_name', { min: 1, max: longestName }),
    command_description: readText(values, 'command_description', { max: longestDescription }) ?? '',
  };
}
