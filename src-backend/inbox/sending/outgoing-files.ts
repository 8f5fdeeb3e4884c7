import { Injectable } from '@nestjs/common';
import type { Content, Media } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import { type MediaId, newId } from '#shared/ids.ts';
import type { OutgoingMedia } from '#shared/outgoing-media.ts';
import { mediaIdsOf, type OutgoingContent, pendingMedia } from '#shared/outgoing.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { CallOutcome, Sender } from '../../whatsapp/cloud-api.client.ts';
import type { UploadedIds } from './to-graph-message.ts';

/** The files of what is sent: what is known of them when it is written, and their ids at Meta when it goes out. */
@Injectable()
export class OutgoingFiles {
  /** How a file that a message names stands in the thread. Throws `invalid_input` when there is no such file. */
  async describer(_tx: Tx, _tenantId: string, content: OutgoingContent): Promise<(media: OutgoingMedia) => Media> {
    if (mediaIdsOf(content).length > 0) {
      throw new AppError('invalid_input', 'There is no such file: upload it first, or send a link', {
        details: { field: 'media.id' },
      });
    }
    return (media) => pendingMedia(media, newId<MediaId>());
  }

  /** Meta's ids of all files of a message that are not linked. */
  async upload(_sender: Sender, _accountId: string, _content: Content): Promise<CallOutcome<UploadedIds>> {
    return { kind: 'done', value: new Map() };
  }
}
