import { useState } from 'react';
import { Copy } from 'lucide-react';
import { useAppState } from '../../entities/app-state.ts';
import { copyText } from '../../entities/clipboard.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import page from '../../ui/page.module.css';
import { examples, type ExampleLanguage } from './examples.ts';
import styles from './api-keys.module.css';

/** The first call of an integrator, in their language, with this server's address. */
export function Snippets() {
  const [language, setLanguage] = useState<ExampleLanguage>('curl');
  const url = useAppState((state) => (state.phase === 'ready' ? state.workspace.url : null)) ?? 'http://localhost:5050';
  const code = examples[language](url);
  return (
    <section aria-labelledby="api-keys-example">
      <h4 id="api-keys-example" className={page.groupTitle}>
        {t('apiKeys.example')}
      </h4>
      <div className={styles.exampleHead}>
        <Segmented
          label={t('apiKeys.exampleLanguage')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'curl', label: 'curl' },
            { value: 'javascript', label: 'JavaScript' },
            { value: 'python', label: 'Python' },
          ]}
        />
        <Button size="small" icon={Copy} onClick={() => copyText(code)}>
          {t('apiKeys.copyExample')}
        </Button>
      </div>
      {/* It scrolls and holds nothing to focus: the keyboard needs a way in. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.example} tabIndex={0} role="group" aria-label={t('apiKeys.example')}>
        {code}
      </pre>
    </section>
  );
}
