import './ui/no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'antd/dist/antd.css';
import type {} from '../bridge/window-api.ts';
import { startI18n } from './i18n/i18n.ts';
import { Root } from './root.tsx';
import './ui/page.css';
import './table/grid.css';
import './form/form.css';
import './ui/work.css';
import './ui/rich-text.css';
import './ui/print.css';
import './shell/shell.css';
import './features/desk/desk.css';
import './features/approvals/approvals.css';
import './features/customers/customers.css';
import './features/deals/deals.css';
import './features/knowledge/knowledge.css';
import './features/org/org.css';
import './features/reviews/reviews.css';
import './features/system/system.css';
import './features/targets/targets.css';
import './features/training/training.css';
import { watchCrosses } from './ui/begin-in-field.ts';
import { giveStylesTheNonce } from './ui/style-nonce.ts';

giveStylesTheNonce();
watchCrosses();
await startI18n();
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
