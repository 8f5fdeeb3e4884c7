import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { Database } from '../platform/database/tables.ts';

/** A file that goes with a quick reply: it is wanted for as long as that is there, however old and however unused it is. */
export function isInLibrary(
  eb: ExpressionBuilder<Database, 'mediaFile'>,
): ExpressionWrapper<Database, 'mediaFile', SqlBool> {
  return eb.exists(
    eb
      .selectFrom('libraryItem')
      .select('libraryItem.id')
      .whereRef('libraryItem.tenantId', '=', 'mediaFile.tenantId')
      .where('libraryItem.kind', '=', 'quickReply')
      .where(sql<SqlBool>`${sql.ref('libraryItem.content')} like '%' || ${sql.ref('mediaFile.id')} || '%'`),
  );
}
