import { useState } from 'react';
import { Ellipsis, ListPlus, Pencil, Trash2 } from 'lucide-react';
import { parseFilter, type FilterProblem } from '#shared/filter/parse.ts';
import { useConversations } from '../../entities/conversations.ts';
import { useCan } from '../../entities/directory.ts';
import { presentFilter, removeView, saveView, showSavedView, type SavedViewItem } from '../../entities/list-views.ts';
import { itemsOf, useLibrary } from '../../entities/library.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showToast } from '../../ui/toasts.ts';
import { openViewEditor, useInboxDialogs } from './inbox-dialogs.ts';
import styles from './saved-view-editor.module.css';

/** Save what is shown as a view; change or delete the one that is shown. */
export function SavedViewActions({ item }: { item: SavedViewItem | null }) {
  const query = useConversations((state) => state.query);
  const isNarrowed = query.chips.length > 0 || query.accountId !== null;
  const mayShare = useCan('library.share');
  const mayWrite = useCan('library.write');
  const mayChange = mayWrite && (item?.ownerId !== null || mayShare);
  return (
    <>
      {mayWrite && isNarrowed && (
        <IconButton label={t('savedView.save')} icon={ListPlus} onClick={() => openViewEditor('new')} />
      )}
      {item !== null && mayChange && (
        <Menu align="end" trigger={<IconButton label={t('savedView.menu')} icon={Ellipsis} />}>
          <MenuItem icon={Pencil} onSelect={() => openViewEditor(item.id)}>
            {t('savedView.edit')}
          </MenuItem>
          <MenuItem icon={Trash2} tone="danger" onSelect={() => remove(item)}>
            {t('savedView.delete')}
          </MenuItem>
        </Menu>
      )}
      <ViewEditor mayShare={mayShare} />
    </>
  );
}

function remove(item: SavedViewItem): void {
  const back = () => {
    const { query, sort, name } = item.content;
    void saveView(null, { query, sort, name }, item.ownerId === null);
  };
  removeView(item).then(
    () =>
      showToast({
        kind: 'info',
        text: t('savedView.deleted', { name: item.content.name }),
        action: { label: t('action.undo'), run: back },
      }),
    (error: unknown) => showToast({ kind: 'warning', text: describeError(error) }),
  );
}

interface EditorProps {
  title: string;
  item: SavedViewItem | null;
  mayShare: boolean;
  onDone: () => void;
}

function ViewEditor({ mayShare }: { mayShare: boolean }) {
  const editing = useInboxDialogs((state) => state.editingView);
  const library = useLibrary();
  const item = itemsOf(library, 'savedView').find(({ id }) => id === editing) ?? null;
  const close = () => openViewEditor(null);
  const title = item === null ? t('savedView.newTitle') : t('savedView.editTitle');
  return (
    <Dialog open={editing !== null} onClose={close} title={title} header={false}>
      {editing !== null && <EditorForm key={editing} title={title} item={item} mayShare={mayShare} onDone={close} />}
    </Dialog>
  );
}

function EditorForm({ title, item, mayShare, onDone }: EditorProps) {
  const sort = useConversations((state) => state.query.sort);
  const [name, setName] = useState(item?.content.name ?? '');
  const [query, setQuery] = useState(() => item?.content.query ?? presentFilter(useConversations.getState().query));
  const [isShared, setShared] = useState(item !== null && item.ownerId === null);
  const [problem, setProblem] = useState<string | null>(null);
  const parsed = parseFilter(query);

  const save = async () => {
    const content = { name: name.trim(), query: query.trim(), sort: item?.content.sort ?? sort };
    try {
      const id = await saveView(item, content, isShared);
      onDone();
      await showSavedView({ id, content });
    } catch (error) {
      setProblem(describeError(error));
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && parsed.ok) void save();
      }}
    >
      <h2 className={styles.title}>{title}</h2>
      <Field
        label={t('savedView.name')}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
        error={problem}
      />
      <Field
        label={t('savedView.filter')}
        value={query}
        maxLength={1000}
        spellCheck={false}
        onChange={(event) => setQuery(event.target.value)}
        error={parsed.ok ? null : describeProblem(parsed.problem)}
        hint={t('savedView.filterHint')}
      />
      {mayShare && (
        <div className={styles.share}>
          <span>{t('savedView.share')}</span>
          <Switch label={t('savedView.share')} checked={isShared} onChange={setShared} />
        </div>
      )}
      <div className={styles.buttons}>
        <Button onClick={onDone}>{t('savedView.cancel')}</Button>
        <Button kind="primary" type="submit" disabled={name.trim() === '' || !parsed.ok}>
          {t('savedView.submit')}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong with a filter, and at which word. */
export function describeProblem({ reason, word, at }: FilterProblem): string {
  return t(`filter.problem.${reason}`, { word, place: at + 1 });
}
