import { invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { readProductParameters, requireText } from '../parameters.ts';

/** `DELETE /{number}/contact_book?messaging_product=whatsapp&bsuid=…`: the portfolio forgets a person's phone number. */
export function registerContactBook(app: GraphApp, parts: GraphParts): void {
  app.delete<{ Params: { node: string } }>('/:node/contact_book', async (request) => {
    parts.nodes.getNumber(request.params.node, request.caller, 'delete');
    const userId = requireText(readProductParameters(request), 'bsuid', { max: 140 });
    if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(userId)) {
      throw invalidParameter('Param bsuid must be a business-scoped user ID.');
    }
    const customer = parts.directory.find(userId);
    const deleted = customer?.isInContactBook === true;
    if (customer) customer.isInContactBook = false;
    return { messaging_product: 'whatsapp', success: true, deleted };
  });
}
