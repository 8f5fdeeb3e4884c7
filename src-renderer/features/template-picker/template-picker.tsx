import { useEffect, useMemo, useRef, useState } from 'react';
import { SendHorizontal } from 'lucide-react';
import type { Media } from '#shared/content.ts';
import type { MediaId, TemplateId } from '#shared/ids.ts';
import { OutgoingMedia } from '#shared/outgoing-media.ts';
import { pendingMedia } from '#shared/outgoing.ts';
import { fillTemplate } from '#shared/template/fill.ts';
import type { TemplateValues } from '#shared/template/value.ts';
import type { Account } from '#shared/account.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { forgetFile, stageHeader } from '../../entities/attachments.ts';
import { serverNow } from '../../entities/clock.ts';
import { loadConversation, useConversation } from '../../entities/conversations.ts';
import { useAccount, useMe } from '../../entities/directory.ts';
import { changeDraft } from '../../entities/drafts.ts';
import { sendContent } from '../../entities/send-content.ts';
import { closeTemplatePicker, type TemplateChoice, useTemplatePicker } from '../../entities/template-picker.ts';
import { loadTemplates, useTemplates } from '../../entities/templates.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Name } from '../../ui/user-text.tsx';
import { findOffered, offerTemplates, type TemplateFilter } from './offered-templates.ts';
import { NothingChosen, TemplateForm } from './template-form.tsx';
import { TemplateList } from './template-list.tsx';
import { TemplatePreview } from '../../ui/template-preview.tsx';
import { onOneLine } from '../../ui/template-offers.ts';
import styles from './template-picker.module.css';

/** Choosing and filling in a template for a conversation; mounted once, opened from anywhere. */
export function TemplatePicker() {
  const choice = useTemplatePicker((state) => state.choice);
  const row = useConversation(choice?.conversationId ?? null);
  const account = useAccount(row?.accountId);
  useEffect(() => void loadTemplates().catch(() => undefined), []);
  useEffect(() => {
    if (choice !== null && row === null) void loadConversation(choice.conversationId).catch(closeTemplatePicker);
  }, [choice, row]);
  return (
    <Dialog
      open={choice !== null && row !== null && account !== null}
      onClose={closeTemplatePicker}
      title={t('templates.title')}
      header={false}
      width="page"
    >
      {choice !== null && row !== null && account !== null && (
        <Picker key={choice.conversationId} choice={choice} row={row} account={account} />
      )}
    </Dialog>
  );
}

const everything: TemplateFilter = { search: '', category: null, language: null, all: false };

function Picker({ choice, row, account }: { choice: TemplateChoice; row: ConversationRow; account: Account }) {
  const templates = useTemplates((state) => state.templates);
  const agentName = useMe()?.name ?? '';
  const [filter, setFilter] = useState(everything);
  const [chosenId, setChosenId] = useState<TemplateId | null>(choice.templateId);
  const [values, setValues] = useState<TemplateValues>({});
  const [isTried, setIsTried] = useState(false);
  useForgottenFiles(values);
  const offer = useMemo(() => offerTemplates(templates, account, filter), [templates, account, filter]);
  const chosen = useMemo(
    () => findOffered(templates, chosenId) ?? offer.shown[0] ?? null,
    [templates, chosenId, offer.shown],
  );
  const filled = chosen === null ? null : fillTemplate(chosen.definition, values, serverNow(), describeFile);
  const canSend = filled?.ok === true && chosen?.problem === null;
  const formRef = useRef<HTMLElement>(null);

  const send = async () => {
    if (filled?.ok !== true || chosen?.problem !== null) {
      // There is no way out with a hole: the first one gets the cursor.
      setIsTried(true);
      const hole = filled?.ok === false ? filled.errors.find(({ key }) => key !== null)?.key : undefined;
      formRef.current?.querySelector<HTMLElement>(`[data-field="${hole}"] :is(input, textarea, button)`)?.focus();
      return;
    }
    const { conversationId, draft } = choice;
    // A draft that went out as a value is not wanted twice.
    const usesDraft = draft.trim() !== '' && Object.values(values).includes(onOneLine(draft));
    const content = { ...filled.content, parameters: filled.components };
    const sent = await sendContent(conversationId, content, { keepsDraft: !usesDraft });
    if (!sent) return;
    closeTemplatePicker();
    if (usesDraft) changeDraft(conversationId, 'reply', '');
  };

  return (
    <form
      className={styles.picker}
      aria-label={t('templates.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TemplateList
        offer={offer}
        filter={filter}
        account={account}
        chosenId={chosen?.template.id ?? null}
        onFilter={(change) => setFilter((before) => ({ ...before, ...change }))}
        onChoose={setChosenId}
        onDone={() => formRef.current?.querySelector<HTMLElement>('input, textarea, [type=submit]')?.focus()}
      />
      <section ref={formRef} className={styles.form} aria-label={t('templates.fields')}>
        <header className={styles.to}>
          {t('templates.to')} <Name text={row.contactName} className={styles.toName} />
          <span className={styles.dot} style={{ '--edge': `var(--account-${account.color})` }} />
          <Name text={t('composer.from', { account: account.name })} />
        </header>
        {chosen === null ? (
          <NothingChosen total={offer.total} />
        ) : (
          <TemplateForm
            key={chosen.template.id}
            offered={chosen}
            values={values}
            errors={filled?.ok === false ? filled.errors : []}
            showsMissing={isTried}
            known={{
              draft: choice.draft,
              contactName: row.contactName,
              agentName,
            }}
            pickFile={(field) => stageHeader(choice.conversationId, field)}
            onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))}
          />
        )}
        <footer className={styles.bottom}>
          <p className={styles.check} role="status" data-ready={canSend}>
            {chosen === null ? '' : checkText(chosen.problem, filled?.ok === false ? filled.errors.length : 0)}
          </p>
          <Button kind="quiet" onClick={closeTemplatePicker}>
            {t('templates.cancel')}
          </Button>
          <Button
            kind="primary"
            type="submit"
            icon={SendHorizontal}
            disabled={chosen === null || chosen.problem !== null}
          >
            {t('templates.send')}
          </Button>
        </footer>
      </section>
      <aside className={styles.phone} aria-label={t('templates.preview')}>
        {chosen !== null && <TemplatePreview definition={chosen.definition} values={values} from={account} />}
      </aside>
    </form>
  );
}

/** Files that were chosen and did not go out are not kept; discarding spares those that a message has. */
function useForgottenFiles(values: TemplateValues): void {
  const ids = useRef(new Set<MediaId>());
  useEffect(() => {
    for (const value of Object.values(values)) {
      const id = OutgoingMedia.safeParse(value).data?.id;
      if (id !== undefined) ids.current.add(id);
    }
  }, [values]);
  useEffect(() => {
    const all = ids.current;
    return () => all.forEach(forgetFile);
  }, []);
}

/** A file of ours is there at once: the message shows it before it has gone out. */
function describeFile(media: OutgoingMedia): Media | null {
  return media.id === undefined ? null : { ...pendingMedia(media, media.id), state: 'ready' };
}

function checkText(problem: string | null, holes: number): string {
  if (problem !== null) return inOurWords(problem);
  return holes === 0 ? t('templates.ready') : t('templates.holes', { count: holes });
}
