import { Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { OperationBook } from '../operations/operation-book.ts';
import { EndTokens } from './end-tokens.ts';
import { findToken } from './tokens.repository.ts';

/** Revokes the token an admin saw, from a desktop that may have been offline: one that has replaced it since stays. */
@Injectable()
export class TokenOperations {
  constructor(book: OperationBook, endTokens: EndTokens) {
    book.takes('token.revoke', async ({ tx, principal }, { accountId, tokenId }) => {
      const token = await findToken(tx, principal.tenantId, tokenId);
      if (token?.accountId !== accountId) throw new AppError('not_found', 'There is no such token any more');
      if (token.revokedAt === null) await endTokens.end(tx, principal, accountId);
    });
  }
}
