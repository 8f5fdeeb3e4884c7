import { cappedMarks, visibleName } from './text-hygiene.ts';

/** A name, handle or label that came from outside: isolated from the text around it, nothing hidden in it (S-28). */
export function Name({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <bdi dir="auto" className={className}>
      {visibleName(text)}
    </bdi>
  );
}

/** A line of what somebody wrote (previews, drafts): isolated, as written. */
export function Quote({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <bdi dir="auto" className={className}>
      {cappedMarks(text)}
    </bdi>
  );
}
