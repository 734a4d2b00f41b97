import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contractWithoutShapes } from './contract-without-shapes.ts';
import info from './package.json' with { type: 'json' };

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  // Absolute, so that a page below /customers finds its files after a reload.
  base: '/',
  plugins: [react(), contractWithoutShapes()],
  define: { __CLIENT_VERSION__: JSON.stringify(info.version) },
  // Whoever serves the page puts a fresh nonce in its place.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2024',
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      output: {
        // zod is told to make no code before any schema is made, in whatever chunk that stands.
        codeSplitting: { groups: [{ name: 'first', test: /node_modules\/zod\/|ui\/no-eval/ }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7890' } },
});
