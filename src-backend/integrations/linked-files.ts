import { Injectable } from '@nestjs/common';
import type { MediaKind } from '#shared/content.ts';
import { AppError } from '#shared/error.ts';
import type { OutgoingMedia } from '#shared/outgoing-media.ts';
import { PublicRequests } from '../platform/http/public-requests.ts';

const kindByType: readonly [RegExp, MediaKind][] = [
  [/^image\/webp$/, 'sticker'],
  [/^image\//, 'image'],
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
];

/** Files that a program names by their address. WhatsApp fetches them; we only ask what they are (S-55). */
@Injectable()
export class LinkedFiles {
  constructor(private readonly requests: PublicRequests) {}

  /** What the file is sent as, by its content type. Throws `invalid_input` when it can't be asked for. */
  async kindOf(mediaUrl: string): Promise<MediaKind> {
    try {
      const { status, headers } = await this.requests.head(mediaUrl);
      if (status >= 200 && status < 300) return kindOfType(headers['content-type'] ?? '');
      throw new AppError('invalid_input', `its server answers ${status}`);
    } catch (error) {
      const why = error instanceof AppError ? error.message : 'it can’t be reached';
      throw new AppError('invalid_input', `mediaUrl: ${why}; name mediaType, or give another address`, {
        details: { field: 'mediaUrl' },
        cause: error,
      });
    }
  }

  /** Documents are shown with a name: the last part of the address. */
  describe(mediaUrl: string): OutgoingMedia {
    const last = new URL(mediaUrl).pathname.split('/').at(-1) ?? '';
    const filename = decoded(last).slice(0, 240);
    return filename === '' ? { link: mediaUrl } : { link: mediaUrl, filename };
  }
}

export function kindOfType(contentType: string): MediaKind {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return kindByType.find(([pattern]) => pattern.test(type))?.[1] ?? 'document';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
