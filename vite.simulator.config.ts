import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const outDir = fileURLToPath(new URL('./out/simulator/', import.meta.url));

// The simulator in one file with nothing to install beside it, because the desktop's demo, tests and people start it;
// and beside it the phone page it serves and the sample files.
export default defineConfig({
  root: 'src-simulator/phone/page',
  base: './',
  plugins: [react(), mediaSamples()],
  environments: {
    client: {
      build: {
        outDir: `${outDir}phone`,
        emptyOutDir: true,
        sourcemap: true,
        // One file of its own per font: the policy of the page takes fonts from nowhere else.
        assetsInlineLimit: 0,
      },
    },
    simulator: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        ssr: fileURLToPath(new URL('./src-simulator/main.ts', import.meta.url)),
        outDir,
        emptyOutDir: false,
        target: 'node24',
        minify: true,
        sourcemap: true,
        rolldownOptions: {
          external: [...builtinModules, /^node:/],
          output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false, keepNames: true },
        },
      },
    },
  },
  builder: {},
});

/** The files customers send lie beside the program that reads them. */
function mediaSamples(): Plugin {
  const folder = new URL('./src-simulator/media/samples/', import.meta.url);
  return {
    name: 'media-samples',
    applyToEnvironment: (environment) => environment.name === 'simulator',
    generateBundle() {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (!entry.isFile() || entry.name.endsWith('.md')) continue;
        this.emitFile({
          type: 'asset',
          fileName: `samples/${entry.name}`,
          source: readFileSync(new URL(entry.name, folder)),
        });
      }
    },
  };
}
