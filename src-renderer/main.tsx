import './zod-without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/reset.css';
import './styles/fonts.css';
import { App } from './app/app.tsx';
import { parseRoute } from './app/route.ts';
import { startEntities } from './entities/start.ts';
import { documentLanguage } from './i18n/i18n.ts';
import { describeError } from './ui/describe-error.ts';
import { showToast } from './ui/toasts.ts';

Object.assign(document.documentElement, documentLanguage);
const route = parseRoute(location.hash);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App route={route} />
  </StrictMode>,
);
startEntities(route.window === 'main' ? route.conversationId : null).catch((error: unknown) =>
  showToast({ kind: 'warning', text: describeError(error) }),
);
