import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/shell.css';
import '../ui/panes.css';
import '../ui/rows.css';
import '../ui/states.css';
import '../ui/forms.css';
import '../ui/flow.css';
import { createRoot } from 'react-dom/client';
import { startKeyboard } from '../ui/keyboard.ts';
import { App } from './app.tsx';

startKeyboard();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
