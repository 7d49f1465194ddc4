import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { plainZod } from './build/plain-zod.ts';

const here = dirname(fileURLToPath(import.meta.url));
const pdfjs = join(here, '../node_modules/pdfjs-dist');
/** Folders pdf.js loads from at run time: character maps, the 14 standard fonts, decoders of JPEG 2000 and JBIG2. */
const pdfjsFolders = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** Puts the run-time files of pdf.js under `/pdfjs/`, so that the viewer needs nothing from outside. */
function pdfjsFiles(): Plugin {
  return {
    name: 'pdfjs-files',
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const [folder = '', name = ''] = (request.url ?? '').split('?')[0]?.slice(1).split('/') ?? [];
        if (!pdfjsFolders.includes(folder) || !readdirSync(join(pdfjs, folder)).includes(name)) return next();
        response.end(readFileSync(join(pdfjs, folder, name)));
      });
    },
    generateBundle() {
      for (const folder of pdfjsFolders) {
        for (const name of readdirSync(join(pdfjs, folder))) {
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${folder}/${name}`,
            source: readFileSync(join(pdfjs, folder, name)),
          });
        }
      }
    },
  };
}

/** Icons stand beside words; nobody should hear their English names read out before each. */
function silentIcons(): Plugin {
  return {
    name: 'silent-icons',
    enforce: 'pre',
    transform(code, id) {
      if (!/@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js$/.test(id)) return undefined;
      const silent = code.replace(/role: "img",\s+"aria-label": icon\.name/, '"aria-hidden": true');
      if (silent === code) throw new Error('Icons of the component library are named otherwise now');
      return silent;
    },
  };
}

/** The build of the web client: `client/` to `client/dist/`; in development `/api` goes to the server. */
export default defineConfig({
  root: here,
  plugins: [react(), pdfjsFiles(), silentIcons(), plainZod()],
  build: {
    outDir: join(here, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_300,
    // What features say of happenings and due work comes with the first page: one answer of the server, not two of each feature.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: 'happenings', test: /client\/features\/[^/]+\/(words|due)\.ts$/ }],
        },
      },
    },
  },
  // Not the client’s own modules, which lie in a folder of the same name.
  server: { proxy: { '^/api/(?!.*\\.ts(\\?|$))': process.env.VANBAN_SERVER ?? 'http://127.0.0.1:3000' } },
});
