import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type Rollup } from 'vite';
import { plainZod } from '../build/plain-zod.ts';

const here = dirname(fileURLToPath(import.meta.url));
/** The page, as it is kept beside containers. */
const page = 'kiem-tra-bang-chung.html';

/**
 * Puts script and style into the page, so that it is one file and works from a disk, and lets it load, run and ask nothing else: the
 * browser itself then sees to it that what a person checks goes nowhere.
 */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const html = bundle[page];
      const parts = Object.values(bundle).filter(({ fileName }) => fileName !== page);
      const script = parts.find((part): part is Rollup.OutputChunk => part.type === 'chunk');
      const style = parts.find((part): part is Rollup.OutputAsset => part.type === 'asset');
      if (html?.type !== 'asset' || !script || !style || parts.length !== 2)
        throw new Error('One page, script and style');
      // A script in a page ends at the first such mark, wherever it stands.
      const code = script.code.replaceAll('</script', '<\\/script');
      const sheet = String(style.source);
      const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
      const policy = `default-src 'none'; script-src ${hash(code)}; style-src ${hash(sheet)}; base-uri 'none'; form-action 'none'`;
      html.source = String(html.source)
        .replace(/\s*<(script|link)\b[^>]*(src|href)="[^"]*"[^>]*>(<\/script>)?/g, '')
        .replace('<!-- policy -->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
        .replace('</head>', () => `<style>${sheet}</style>\n</head>`)
        .replace('</body>', () => `<script type="module">${code}</script>\n</body>`);
      for (const { fileName } of parts) delete bundle[fileName];
    },
  };
}

/** The build of the page that verifies evidence without network: `client/evidence/` to one file beside the client. */
export default defineConfig({
  root: here,
  plugins: [plainZod(), oneFile()],
  resolve: {
    alias: {
      'node:crypto': join(here, 'node/crypto.ts'),
      'node:async_hooks': join(here, 'node/async-hooks.ts'),
      buffer: join(here, '../../node_modules/buffer/index.js'),
    },
  },
  build: {
    outDir: join(here, '../dist'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { input: join(here, page), output: { codeSplitting: false } },
  },
});
