import { resolve } from 'node:path';
import { expect } from 'chai';
import { importsOf, type SourceImport } from '../../server/platform/start/source-imports.ts';
import { readSources, type Sources, wrongArrows } from '../support/arrows.ts';

const root = resolve(import.meta.dirname, '../..');

describe('imports', () => {
  it('go down only', () => {
    expect(wrongArrows(readSources(root, ['server', 'client']))).to.deep.equal([]);
  });

  it('are read in every form', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      "export { c } from './c.ts';",
      "import './d.css';",
      "const e = await import('./e.ts');",
      "new URL('./f.ts', import.meta.url)",
      "import {\n  g,\n} from './g.ts';",
      "const { h } = require('./h.cjs');",
      "// import { x } from './x.ts';",
    ].join('\n');
    const typesAlone = { name: './b.ts', typesOnly: true, atOnce: false };
    expect(importsOf(source).filter(({ typesOnly }) => typesOnly)).to.deep.equal([typesAlone]);
    expect(importsOf(source).flatMap(({ name, atOnce }) => (atOnce ? [name] : []))).to.deep.equal([
      './a.ts',
      './c.ts',
      './d.css',
      './g.ts',
    ]);
    const names = importsOf(source).map(({ name }) => name);
    expect(names).to.have.members(['./a.ts', './b.ts', './c.ts', './d.css', './e.ts', './f.ts', './g.ts', './h.cjs']);
  });
});

describe('pdf-lib', () => {
  it('is asked for at its one door, so that there is one of each of its classes', () => {
    const sources = readSources(root, ['server', 'client', 'scripts', 'test']);
    const beside = [...sources].filter(([, imports]) => imports.some(({ name }) => name === 'pdf-lib'));
    expect(beside.map(([file]) => file)).to.deep.equal([]);
  });
});

describe('pdf.js', () => {
  it('is loaded at its one door, which puts back what it replaces', () => {
    const sources = readSources(root, ['server', 'scripts', 'test']);
    const loading = [...sources].filter(([, imports]) =>
      imports.some(({ name, typesOnly }) => name.startsWith('pdfjs-dist') && !typesOnly),
    );
    expect(loading.map(([file]) => file)).to.deep.equal(['server/pdf-signatures/pdf/pdfjs.ts']);
  });
});

describe('routes', () => {
  it('carry out by `requestedAct` what is asked for, whose kept answer is what was sent', () => {
    const routes = [...readSources(root, ['server'])].filter(([file]) => file.endsWith('routes.ts'));
    const others = routes.filter(([, imports]) =>
      imports.some(({ name, typesOnly }) => name.endsWith('ledger/transaction.ts') && !typesOnly),
    );
    expect(others.map(([file]) => file)).to.deep.equal([]);
    expect(routes.length).to.be.above(10);
  });
});

describe('the server', () => {
  const sources = readSources(root, ['server']);
  /** What a file loads with it, and what it asks the capabilities for. */
  const loadedBy = (file: string, asked: RegExp): string[] => {
    const loaded = new Set([file]);
    const adds = (by: string) => /\/(capability|platform)\.ts$/.test(by);
    for (const each of loaded)
      for (const { name, atOnce } of sources.get(each) ?? [])
        if (atOnce || (adds(each) && asked.test(name))) loaded.add(name);
    return [...loaded];
  };

  it('loads nothing that parses files into its own process, and no client of authorities before it asks one', () => {
    const loaded = loadedBy('server/application.ts', /./);
    const heavy = /pdf-lib|pdfjs|pdfium|fontkit|typst|handlebars|^undici$|^vite$/;
    expect(loaded.filter((name) => heavy.test(name))).to.deep.equal([]);
    expect(loaded.length).to.be.greaterThan(300);
  });

  it('has an engine that acts without HTTP, for the demo and the command line', () => {
    const loaded = loadedBy('server/engine.ts', /\/jobs\.ts$/);
    const ofHttp = /^(express|helmet|multer|passport|prom-client|pino-http)|connect-mongo|\/routes\.ts$/;
    expect(loaded.filter((name) => ofHttp.test(name))).to.deep.equal([]);
    expect(loaded.length).to.be.greaterThan(150);
  });

  it('has a list of capabilities that loads next to nothing, for what asks for a part', () => {
    const loaded = loadedBy('server/capabilities.ts', /(?!)/);
    const light = /\/(capabilities|capability|platform|pages|permissions)\.ts$/;
    expect(loaded.filter((name) => !light.test(name))).to.deep.equal([]);
    expect(loaded).to.include('server/statistics/capability.ts');
    const stores = loadedBy('server/stores.ts', /(?!)/);
    expect(stores.filter((name) => !loaded.includes(name))).to.deep.equal(['server/stores.ts']);
  });
});

describe('the check of imports', () => {
  const allowed: [string, string][] = [
    ['server/registry/routes.ts', 'server/registry/incoming/register-document.ts'],
    ['server/registry/incoming/register-document.ts', 'server/registry/store.ts'],
    ['server/registry/store.ts', 'server/registry/registers/register.ts'],
    ['server/registry/incoming/register-document.ts', 'server/audit/record.ts'],
    ['server/statistics/share.ts', 'server/exchange/queries.ts'],
    ['server/main.ts', 'server/exchange/routes.ts'],
    ['server/exchange/capability.ts', 'server/exchange/routes.ts'],
    ['server/signing/seal.ts', 'server/pdf-signatures/verify/verdict.ts'],
    ['server/pdf-signatures/verify/verdict.ts', 'server/pdf-signatures/crypto/path.ts'],
    ['server/pdf-signatures/verify/verdict.ts', 'server/platform/errors.ts'],
    ['client/features/registry/form.tsx', 'server/registry/contract.ts'],
    ['client/app/shell.tsx', 'client/features/registry/form.tsx'],
  ];
  for (const [file, imported] of allowed) {
    it(`lets ${file} know ${imported}`, () => {
      expect(wrongArrows(tree([file, imported]))).to.deep.equal([]);
    });
  }

  const refused: [string, string][] = [
    ['server/audit/record.ts', 'server/registry/registers/register.ts'],
    ['server/routing/direct.ts', 'server/signing/signature.ts'],
    ['server/platform/api/http.ts', 'server/identity/actor.ts'],
    ['server/pdf-signatures/crypto/path.ts', 'server/pdf-signatures/verify/verdict.ts'],
    ['server/pdf-signatures/pdf/file.ts', 'server/pdf-signatures/crypto/path.ts'],
    ['server/pdf-signatures/verify/verdict.ts', 'server/identity/agencies/agency.ts'],
    ['server/pdf-signatures/verify/verdict.ts', 'server/platform/ledger/transaction.ts'],
    ['server/platform/files/files.ts', 'server/pdf-signatures/verify/verdict.ts'],
    ['server/registry/store.ts', 'server/registry/incoming/register-document.ts'],
    ['server/registry/contract.ts', 'server/registry/store.ts'],
    ['server/registry/incoming/register-document.ts', 'server/registry/routes.ts'],
    ['server/exchange/deliver.ts', 'server/registry/routes.ts'],
    ['server/exchange/capability.ts', 'server/registry/capability.ts'],
    ['server/exchange/routes.ts', 'server/exchange/capability.ts'],
    ['server/registry/routes.ts', 'server/main.ts'],
    ['server/registry/routes.ts', 'server/application.ts'],
    ['server/application.ts', 'server/main.ts'],
    ['server/registry/routes.ts', 'client/api/client.ts'],
    ['server/helpers/text.ts', 'server/platform/text/fold.ts'],
    ['client/features/registry/form.tsx', 'client/features/exchange/list.tsx'],
    ['client/features/registry/form.tsx', 'client/app/shell.tsx'],
    ['client/ui/button.tsx', 'client/features/registry/form.tsx'],
    ['client/ui/forms/field.tsx', 'client/ui/lists/row.tsx'],
    ['client/features/registry/form.tsx', 'server/registry/queries.ts'],
    ['client/features/registry/form.tsx', 'server/registry/hash.ts'],
  ];
  for (const [file, imported] of refused) {
    it(`refuses that ${file} knows ${imported}`, () => {
      expect(wrongArrows(tree([file, imported])).join()).to.include(`${file} imports ${imported}`);
    });
  }
});

/** A small tree of sources with one more import: enough for every role to be recognised. */
function tree([file, imported]: [string, string]): Sources {
  const imports: [string, string[]][] = [
    [
      'server/registry/incoming/register-document.ts',
      ['server/platform/ledger/transaction.ts', 'server/registry/store.ts'],
    ],
    ['server/registry/store.ts', ['mongoose']],
    ['server/registry/queries.ts', ['mongoose']],
    ['server/registry/hash.ts', ['node:crypto']],
    ['server/registry/contract.ts', ['zod']],
    ['server/platform/ledger/transaction.ts', ['server/platform/database/store.ts']],
    [file, [imported]],
  ];
  const sources = new Map<string, SourceImport[]>();
  for (const [path, names] of imports) {
    const more = names.map((name) => ({ name, typesOnly: false, atOnce: true }));
    sources.set(path, [...(sources.get(path) ?? []), ...more]);
  }
  return sources;
}
