import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

// The backend in one file: it starts twice as fast as from node_modules, and packaging needs only the two native
// packages beside it.
export default defineConfig({
  // Said here so that Nest's injection doesn't hang on which tsconfig is found.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  build: {
    ssr: 'src-backend/main.ts',
    outDir: 'out/backend',
    target: 'node24',
    minify: true,
    sourcemap: true,
    rolldownOptions: {
      external: [
        ...builtinModules,
        /^node:/,
        /^better-sqlite3/,
        /^@node-rs\/argon2/,
        // Large, and loaded only where a secret is kept in AWS Secrets Manager.
        /^@aws-sdk\//,
        // Optional parts of what we bundle, looked for at run time and not used by us.
        /^bufferutil$/,
        /^utf-8-validate$/,
        /^pg-native$/,
        /^cloudflare:/,
        /^@nestjs\/microservices/,
        /^class-(transformer|validator)/,
        /^@fastify\/(static|view|multipart)/,
        /^@nestjs\/platform-express/,
      ],
      output: {
        format: 'es',
        entryFileNames: 'main.js',
        codeSplitting: false,
        // Nest names classes in its errors.
        keepNames: true,
      },
    },
  },
  ssr: { noExternal: true },
});
