import qrcode from 'qrcode';
import type { QrCode } from '../../company/number-settings.ts';
import { createRandom } from '../../engine/random.ts';
import { invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { oneOf, readParameters, readText, requireText } from '../parameters.ts';

const mostCodes = 2000;
const longestText = 140;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

type NodeRoute = { Params: { node: string } };
type CodeRoute = { Params: { node: string; code: string } };

/** `/{number}/message_qrdls`: short links that open a chat, with the picture of their QR code. */
export function registerQrCodes(app: GraphApp, parts: GraphParts): void {
  const random = createRandom(`${parts.options.seed}@${parts.clock.now()}`, 'message-qr-codes');

  app.post<NodeRoute>('/:node/message_qrdls', async (request) => {
    const codes = codesOf(parts, request, 'post');
    const values = readParameters(request);
    const prefilledMessage = requireText(values, 'prefilled_message', { min: 1, max: longestText });
    const old = readText(values, 'code', { max: 50 });
    if (old !== undefined) {
      const known = codes.get(old);
      if (!known) throw invalidParameter('Param code is not a QR code of this phone number.');
      known.prefilledMessage = prefilledMessage;
      return toNode(known);
    }
    const image = values['generate_qr_image'];
    const format = image === undefined ? null : oneOf('generate_qr_image', image, ['SVG', 'PNG']).toLowerCase();
    if (codes.size >= mostCodes) throw invalidParameter(`A phone number may have ${mostCodes} QR codes.`);
    const made: QrCode = { code: random.text(14, alphabet), prefilledMessage };
    codes.set(made.code, made);
    const url = `http://${request.host}/qr_codes/${made.code}.${format}`;
    return { ...toNode(made), ...(format === null ? {} : { qr_image_url: url }) };
  });

  app.get<NodeRoute & { Querystring: Record<string, unknown> }>('/:node/message_qrdls', async (request) => {
    const nodes = [...codesOf(parts, request, 'get').values()].map(toNode);
    return toPage(nodes, request.query, `http://${request.host}${request.originalUrl}`);
  });

  app.get<CodeRoute>('/:node/message_qrdls/:code', async (request) => {
    const known = codesOf(parts, request, 'get').get(request.params.code);
    return { data: known ? [toNode(known)] : [] };
  });

  app.delete<CodeRoute>('/:node/message_qrdls/:code', async (request) => {
    if (!codesOf(parts, request, 'delete').delete(request.params.code)) {
      throw unknownObject(request.params.code, 'delete');
    }
    return { success: true };
  });

  // The picture, which needs no token at Meta either.
  app.get<{ Params: { file: string } }>('/qr_codes/:file', { config: { isPublic: true } }, async (request, reply) => {
    const [, code = '', format] = /^([A-Z2-7]{14})\.(svg|png)$/.exec(request.params.file) ?? [];
    if (format === undefined) throw unknownObject(request.params.file, 'get');
    if (format === 'svg') return reply.type('image/svg+xml').send(await qrcode.toString(linkOf(code), { type: 'svg' }));
    return reply.type('image/png').send(await qrcode.toBuffer(linkOf(code), { width: 512 }));
  });
}

function codesOf(
  parts: GraphParts,
  request: { params: { node: string }; caller: Parameters<GraphParts['nodes']['getNumber']>[1] },
  method: 'get' | 'post' | 'delete',
): Map<string, QrCode> {
  const number = parts.nodes.getNumber(request.params.node, request.caller, method);
  return parts.nodes.stateOf(number).qrCodes;
}

function toNode({ code, prefilledMessage }: QrCode): object {
  return { code, prefilled_message: prefilledMessage, deep_link_url: linkOf(code) };
}

function linkOf(code: string): string {
  return `https://wa.me/message/${code}`;
}
