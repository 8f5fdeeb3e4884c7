import { createHash } from 'node:crypto';
import type { Profile } from '../../company/number-settings.ts';
import { parseFields, selectFields } from '../fields.ts';
import { invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { type Parameters, readProductParameters, readText } from '../parameters.ts';
import { parseProfileChange } from './profile-change.ts';
import { toProfileNode } from './profile-node.ts';

const defaults = ['about', 'messaging_product'];

/** `GET|POST /{number}/whatsapp_business_profile`, and the picture at the address it names. */
export function registerProfile(app: GraphApp, parts: GraphParts): void {
  app.get<{ Params: { node: string }; Querystring: Record<string, unknown> }>(
    '/:node/whatsapp_business_profile',
    async (request) => {
      const number = parts.nodes.getNumber(request.params.node, request.caller, 'get');
      const node = toProfileNode(parts, number, `http://${request.host}`);
      const fields = parseFields(request.query['fields']);
      const { id, ...profile } = selectFields(node, fields, defaults, 'WhatsAppBusinessProfile');
      const wantsId = fields?.some(({ name }) => name === 'id') === true;
      return { data: [{ ...profile, messaging_product: 'whatsapp', ...(wantsId ? { id } : {}) }] };
    },
  );

  app.post<{ Params: { node: string } }>('/:node/whatsapp_business_profile', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post');
    const values = readProductParameters(request);
    const state = parts.nodes.stateOf(number);
    state.profile = { ...state.profile, ...parseProfileChange(values), ...readPicture(parts, values) };
    return { success: true };
  });

  // Meta's pictures need no token either.
  app.get<{ Params: { number: string; version: string } }>(
    '/profile_pictures/:number/:version',
    { config: { isPublic: true } },
    async (request, reply) => {
      const number = parts.nodes.findNumber(request.params.number);
      const picture = number && parts.nodes.stateOf(number).profile.picture;
      if (!picture?.sha256.startsWith(request.params.version)) throw unknownObject(request.params.number, 'get');
      return reply.header('content-type', picture.mimeType).send(picture.bytes);
    },
  );
}

function readPicture(parts: GraphParts, values: Parameters): Pick<Profile, 'picture'> | Record<string, never> {
  const handle = readText(values, 'profile_picture_handle', { max: 10_000 });
  if (handle === undefined) return {};
  const file = parts.media.findHandle(handle);
  if (!file) throw invalidParameter('Param profile_picture_handle is not the handle of an uploaded file.');
  if (!file.mimeType.startsWith('image/')) throw invalidParameter('Param profile_picture_handle must name a picture.');
  const { bytes, mimeType } = file;
  return { picture: { bytes, mimeType, sha256: createHash('sha256').update(bytes).digest('hex') } };
}
