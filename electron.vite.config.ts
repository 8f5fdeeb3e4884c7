import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      // What is not native comes along in one file: reading hundreds of small ones took a quarter of the start.
      externalizeDeps: {
        exclude: ['@jellybrick/dbus-next', 'electron-store', 'libphonenumber-js', 'socket.io-client', 'uuid', 'zod'],
      },
      rolldownOptions: {
        input: {
          index: resolve('src-main/index.ts'),
          // Runs in a worker thread: all SQLite of the desktop lives there.
          'store-worker': resolve('src-main/cache/store-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can only be CommonJS, whole in one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      minify: true,
      // Inlined assets would be data: URLs, which the CSP refuses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});
