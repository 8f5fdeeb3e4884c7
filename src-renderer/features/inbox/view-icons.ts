import {
  AlarmClock,
  Archive,
  AtSign,
  CircleCheck,
  Hourglass,
  Inbox,
  ListFilter,
  type LucideIcon,
  Timer,
  UserRound,
  UserRoundX,
} from 'lucide-react';
import type { ConversationView } from '#shared/inbox.ts';

export const viewIcons: Record<ConversationView, LucideIcon> = {
  mine: UserRound,
  unassigned: UserRoundX,
  all: Inbox,
  mentions: AtSign,
  waiting: Hourglass,
  closing: Timer,
  snoozed: AlarmClock,
  resolved: CircleCheck,
  archived: Archive,
  any: ListFilter,
};
