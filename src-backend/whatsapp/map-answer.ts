import { z } from 'zod';
import type { Content, ContentOf } from '#shared/content.ts';
import { parseJson } from '../platform/http/parse-json.ts';
import { clip, line } from './clip.ts';
import { ButtonPart, InteractivePart } from './webhook-content-schema.ts';

// What customers tap and fill in.

/** The button of a template. */
export function tapOf(value: unknown): Content | null {
  const tap = ButtonPart.safeParse(value).data;
  return tap === undefined ? null : answer({ kind: 'template_button', title: tap.text, id: tap.payload });
}

function answer(parts: {
  kind: string;
  title: string;
  id?: string | null | undefined;
  description?: string | undefined;
  data?: Record<string, unknown> | null;
}): ContentOf<'answer'> {
  const { kind, title, id = null, description, data = null } = parts;
  return {
    type: 'answer',
    kind,
    title: clip(title, 4096),
    id: id === null ? null : clip(id, 1024),
    description: line(description),
    data,
  };
}

/** Buttons and lists of messages, flows, permissions. */
export function answerOf(value: unknown): Content | null {
  const part = InteractivePart.safeParse(value).data;
  switch (part?.type) {
    case 'button_reply':
      return answer({ kind: 'button', ...part.button_reply });
    case 'list_reply':
      return answer({ kind: 'list', ...part.list_reply });
    case 'nfm_reply': {
      const { name = 'flow', body, response_json } = part.nfm_reply;
      const data = dataOf(response_json);
      const kind = clip(name, 512);
      // Unreadable answers are shown as they came.
      return answer({ kind, title: body ?? kind, data, ...(data === null ? { description: response_json } : {}) });
    }
    case 'call_permission_reply': {
      const { response } = part.call_permission_reply;
      const title = response === 'accept' ? 'You may call me' : 'You may not call me';
      return answer({ kind: 'call_permission', title, id: response, data: part.call_permission_reply });
    }
    case undefined:
      return null;
  }
}

/** A flow's answers are JSON within JSON, written by the customer's phone. */
function dataOf(json: string | undefined): Record<string, unknown> | null {
  try {
    return z.record(z.string(), z.unknown()).parse(parseJson(Buffer.from(json ?? '')));
  } catch {
    return null;
  }
}
