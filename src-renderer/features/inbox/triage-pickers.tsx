import {
  AlarmClock,
  CalendarClock,
  type LucideIcon,
  MessageCircleReply,
  Minus,
  Plus,
  Timer,
  UserRoundX,
} from 'lucide-react';
import type { BulkAct } from '#shared/bulk.ts';
import { foldText } from '#shared/fold-text.ts';
import { serverNow } from '../../entities/clock.ts';
import { nameOf, type Target } from '../../entities/bulk.ts';
import { mayI, useDirectory } from '../../entities/directory.ts';
import { colorOf, createLabel, knownLabels } from '../../entities/labels.ts';
import { guarded } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatAhead } from '../../ui/format-time.ts';
import { LabelDot } from '../../ui/label-chip.tsx';
import { itemsNamed, Picker, type PickerItem } from '../../ui/picker.tsx';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { closePicker, type PickerKind, useInboxDialogs } from './inbox-dialogs.ts';
import { type SnoozeId, snoozeTimes } from './snooze-times.ts';

export interface PickersProps {
  onAct: (target: Target, act: BulkAct) => void;
  /** Everything that can be done to the target, for the menu of more acts. */
  moreItems: (target: Target) => readonly (Omit<PickerItem, 'lead'> & { icon: LucideIcon })[];
}

type Choose = (act: BulkAct) => void;

/** Chooses what is to be done to one conversation or to many: until when, which label, whose. */
export function TriagePickers({ onAct, moreItems }: PickersProps) {
  const picker = useInboxDialogs((state) => state.picker);
  if (picker === null) return null;
  const { kind, target } = picker;
  const choose: Choose = (act) => onAct(target, act);
  const offers: Record<PickerKind, (text: string) => readonly PickerItem[]> = {
    snooze: (text) => snoozeItems(target, text, choose),
    label: (text) => labelItems(target, text, choose),
    assign: (text) => assignItems(target, text, choose),
    priority: (text) => priorityItems(target, text, choose),
    more: (text) =>
      itemsNamed(
        moreItems(target).map(({ icon: Icon, ...item }) => ({ ...item, lead: icon(Icon) })),
        text,
      ),
  };
  return (
    <Picker
      open
      title={t(`picker.${kind}.title`, { who: nameOf(target) })}
      hint={t(`picker.${kind}.hint`)}
      empty={t(`picker.${kind}.empty`)}
      itemsFor={offers[kind]}
      onClose={closePicker}
    />
  );
}

const icon = (Icon: LucideIcon) => <Icon size={16} strokeWidth={1.5} aria-hidden="true" />;
const rowsOf = (target: Target) => ('rows' in target ? target.rows : []);

const snoozeIcons: Partial<Record<SnoozeId, LucideIcon>> = {
  window: Timer,
  reply: MessageCircleReply,
  typed: CalendarClock,
};

function snoozeItems(target: Target, text: string, choose: Choose): PickerItem[] {
  const [only, ...others] = rowsOf(target);
  const windowClosesAt = others.length === 0 ? (only?.windowClosesAt ?? null) : null;
  const now = serverNow();
  return snoozeTimes(text, now, windowClosesAt).map(({ id, until }) => ({
    id,
    label: id === 'typed' ? formatAhead(until ?? now, now) : t(`picker.snooze.${id}`),
    detail: id === 'typed' || until === null ? undefined : formatAhead(until, now),
    lead: icon(snoozeIcons[id] ?? AlarmClock),
    run: () => choose({ type: 'setState', state: 'snoozed', until }),
  }));
}

function labelItems(target: Target, text: string, choose: Choose): readonly PickerItem[] {
  const rows = rowsOf(target);
  const ofRows = rows.flatMap(({ tags = [] }) => tags);
  const names = [...new Set([...ofRows, ...knownLabels()])];
  const items = names.map((name): PickerItem => {
    const count = ofRows.filter((tag) => tag === name).length;
    const hasAll = count > 0 && count === rows.length;
    return {
      id: `label:${name}`,
      label: name,
      lead: <LabelDot color={colorOf(name)} />,
      isChecked: hasAll ? true : count > 0 ? 'some' : false,
      detail: count > 0 && !hasAll ? t('picker.label.some') : undefined,
      run: () => choose({ type: 'tag', add: hasAll ? [] : [name], remove: hasAll ? [name] : [] }),
    };
  });
  const found = itemsNamed(items, text);
  const isNew = text !== '' && text.length <= 60 && !names.some((name) => foldText(name) === foldText(text));
  if (!isNew) return found;
  const create: PickerItem = {
    id: 'create',
    label: t('picker.label.create', { name: text }),
    lead: icon(Plus),
    run: () => {
      if (mayI('library.write')) void guarded(() => createLabel(text));
      choose({ type: 'tag', add: [text], remove: [] });
    },
  };
  return [...found, create];
}

function assignItems(target: Target, text: string, choose: Choose): readonly PickerItem[] {
  const { directory } = useDirectory.getState();
  if (directory === null) return [];
  const { me } = directory;
  const owners = new Set(rowsOf(target).map(({ assigneeId }) => assigneeId));
  const isAll = (id: PickerItem['id'] | null): boolean => owners.size === 1 && [...owners][0] === id;
  const people = directory.users.filter((user) => user.active);
  const sorted = [...people.filter((user) => user.id === me.id), ...people.filter((user) => user.id !== me.id)];
  const items = sorted.map((user): PickerItem => ({
    id: user.id,
    label: user.id === me.id ? t('assignee.me', { name: user.name }) : user.name,
    lead: <Avatar id={user.id} name={user.name} size={18} />,
    isChecked: isAll(user.id),
    run: () => choose({ type: 'assign', assigneeId: user.id }),
  }));
  const nobody: PickerItem = {
    id: 'nobody',
    label: t('assignee.nobody'),
    lead: icon(UserRoundX),
    isChecked: isAll(null),
    run: () => choose({ type: 'assign', assigneeId: null }),
  };
  return itemsNamed([...items, nobody], text);
}

function priorityItems(target: Target, text: string, choose: Choose): readonly PickerItem[] {
  const present = new Set(rowsOf(target).map(({ priority = null }) => priority));
  const items = (['urgent', 'high', null, 'low'] as const).map((priority): PickerItem => ({
    id: priority ?? 'normal',
    label: t(`priority.${priority ?? 'normal'}`),
    lead: priority === null ? icon(Minus) : <PriorityMark priority={priority} />,
    isChecked: present.size === 1 && present.has(priority),
    run: () => choose({ type: 'prioritise', priority }),
  }));
  return itemsNamed(items, text);
}
