import type { ReactElement } from 'react';
import { FilePen, UserRoundX } from 'lucide-react';
import type { UserId } from '#shared/ids.ts';
import type { User } from '#shared/user.ts';
import { t } from '../i18n/i18n.ts';
import { Avatar } from './avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from './menu.tsx';
import { Name } from './user-text.tsx';

interface AssigneeMenuProps {
  trigger: ReactElement;
  users: readonly User[];
  meId: UserId | null;
  value: UserId | null;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  onChange: (id: UserId | null) => void;
  /** Asked for instead: with a note and the draft. */
  onHandOver?: () => void;
}

const nobody = 'nobody';

/** Who takes care of a conversation: oneself first, then the colleagues, or nobody. */
export function AssigneeMenu({
  trigger,
  users,
  meId,
  value,
  open,
  onOpenChange,
  onChange,
  onHandOver,
}: AssigneeMenuProps) {
  const active = users.filter((user) => user.active);
  const sorted = [...active.filter((user) => user.id === meId), ...active.filter((user) => user.id !== meId)];
  return (
    <Menu trigger={trigger} align="end" {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <MenuChoice
        label={t('assignee.label')}
        value={value ?? nobody}
        onChange={(next) => onChange(sorted.find((user) => user.id === next)?.id ?? null)}
        options={[
          ...sorted.map((user) => ({
            value: user.id as string,
            lead: <Avatar id={user.id} name={user.name} size={18} />,
            label: user.id === meId ? t('assignee.me', { name: user.name }) : <Name text={user.name} />,
          })),
          {
            value: nobody,
            lead: <UserRoundX size={16} strokeWidth={1.5} aria-hidden="true" />,
            label: t('assignee.nobody'),
          },
        ]}
      />
      {onHandOver && (
        <>
          <MenuSeparator />
          <MenuItem icon={FilePen} shortcut="Shift+KeyA" onSelect={onHandOver}>
            {t('handOver.menu')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
