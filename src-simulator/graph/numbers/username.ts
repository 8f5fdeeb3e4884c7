import type { BusinessNumber } from '../../company/company.ts';
import { toGraphError } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { readFlag, readParameters, requireText } from '../parameters.ts';
import { allNumbers } from './list-numbers.ts';
import { checkUsernameForm, checkUsernameFree, suggestUsernames } from './username-rules.ts';

/** `POST|GET|DELETE /{number}/username`, `GET /{number}/username_suggestions`. */
export function registerUsername(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/username', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    const values = readParameters(request);
    const username = requireText(values, 'username', { max: 100 });
    const mayTransfer = readFlag(values, 'force_transfer') === true;
    checkUsernameForm(username);
    return { status: claim(parts, number, username, mayTransfer) };
  });

  app.get<{ Params: { node: string } }>('/:node/username', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    const { username } = parts.nodes.stateOf(number);
    return username === null ? {} : { username: username.name, status: username.status };
  });

  app.delete<{ Params: { node: string } }>('/:node/username', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'delete', 'whatsapp_business_management');
    const state = parts.nodes.stateOf(number);
    if (state.username !== null) {
      parts.accountNews.username(number, 'deleted', state.username.name);
      state.username = null;
    }
    return { success: true };
  });

  app.get<{ Params: { node: string } }>('/:node/username_suggestions', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    return {
      data: [{ username_suggestions: suggestUsernames(number.verifiedName, number.digits) }],
    };
  });
}

/** Active at once where the number is in good standing and its name is approved; otherwise kept for it. */
function claim(
  parts: GraphParts,
  number: BusinessNumber,
  username: string,
  mayTransfer: boolean,
): 'approved' | 'reserved' {
  const state = parts.nodes.stateOf(number);
  if (!state.isRegistered) throw toGraphError(133010, 'Only a registered phone number can have a username.');
  if (state.allowedRecipients !== null || state.standing !== null || state.quality === 'RED') {
    throw toGraphError(147002, 'Test numbers and numbers of low quality or in bad standing can not have a username.');
  }
  const users = parts.directory.named().flatMap((customer) => customer.username ?? []);
  checkUsernameFree(username, users);
  for (const other of allNumbers(parts)) {
    const held = parts.nodes.stateOf(other);
    if (other.id === number.id || held.username?.name !== username) continue;
    if (!mayTransfer) throw toGraphError(147005, 'Another phone number of this business has it: send force_transfer.');
    held.username = null;
    parts.accountNews.username(other, 'deleted', username);
  }
  const status = state.nameStatus === 'APPROVED' ? 'approved' : 'reserved';
  state.username = { name: username, status };
  parts.accountNews.username(number, status, username);
  return status;
}
