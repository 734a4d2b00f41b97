import { createRootRoute } from '@tanstack/react-router';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Shell } from '../shell/shell.tsx';

/** The frame that every page stands in. */
export const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
