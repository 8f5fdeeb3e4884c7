import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/noto-sans-arabic/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './tokens.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
