import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

// The simulator in one file with nothing to install beside it: it is started by the desktop's demo, by tests, by hand.
export default defineConfig({
  build: {
    ssr: 'src-simulator/main.ts',
    outDir: 'out/simulator',
    emptyOutDir: true,
    target: 'node24',
    minify: true,
    sourcemap: true,
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false, keepNames: true },
    },
  },
  ssr: { noExternal: true },
});
