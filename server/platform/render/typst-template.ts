import Handlebars from 'handlebars';

type TypstTemplate = (data: unknown) => string;

const blocks = new Set(['if', 'unless', 'each', 'with']);
const helpers = { typst: typstText, string: typstString, eq: (left: unknown, right: unknown) => left === right };

/**
 * Compiles a Handlebars template that writes Typst, with its partials by name. Every `{{value}}` comes out as plain text,
 * whatever it holds; `{{string value}}` as a quoted string for use in Typst code. Refuses what could let a value be read as
 * markup or a template reach outside its folder: `{{{ }}}`, helpers and decorators nobody defined, `@preview` packages.
 */
export function compileTypstTemplate(source: string, partials: Readonly<Record<string, string>> = {}): TypstTemplate {
  // An instance of its own: the shared one also writes HTML mails, with other escaping.
  const handlebars = Handlebars.create();
  const compile = (text: string): HandlebarsTemplateDelegate =>
    handlebars.compile(guarded(handlebars, text, partials), {
      noEscape: true,
      preventIndent: true,
      knownHelpersOnly: true,
      knownHelpers: { typst: true, string: true, eq: true },
    });
  const compiled = Object.fromEntries(Object.entries(partials).map(([name, text]) => [name, compile(text)]));
  const template = compile(source);
  return (data) => template(data, { helpers, partials: compiled });
}

function guarded(handlebars: typeof Handlebars, text: string, partials: object): hbs.AST.Program {
  const program = handlebars.parse(text);
  const guard = new Handlebars.Visitor();
  const { MustacheStatement, BlockStatement, PartialStatement, SubExpression } = guard;
  const refuse = (node: hbs.AST.Node, why: string): never => {
    throw new Error(`Template line ${node.loc.start.line}: ${why}`);
  };
  guard.MustacheStatement = (node) => {
    if (!node.escaped) refuse(node, 'a value without escaping ({{{ }}}) is not allowed');
    MustacheStatement.call(guard, node);
    const called = 'original' in node.path ? String(node.path.original) : '';
    if (called === 'string' && node.params.length === 1) return;
    if (node.params.length > 0 || Object.hasOwn(helpers, called)) refuse(node, `unknown helper ${called}`);
    node.params = [
      node.path,
      { type: 'StringLiteral', value: called, original: called, loc: node.loc } as hbs.AST.StringLiteral,
    ];
    node.path = {
      type: 'PathExpression',
      original: 'typst',
      parts: ['typst'],
      depth: 0,
      data: false,
      loc: node.loc,
    } as hbs.AST.PathExpression;
  };
  guard.SubExpression = (node) => {
    const called = String(node.path.original);
    if (called !== 'eq') refuse(node, `unknown helper ${called}`);
    SubExpression.call(guard, node);
  };
  guard.BlockStatement = (node) => {
    const called = String(node.path.original);
    if (!blocks.has(called)) refuse(node, `unknown block ${called}`);
    BlockStatement.call(guard, node);
  };
  guard.PartialStatement = (node) => {
    const called = 'original' in node.name ? String(node.name.original) : '';
    if (node.name.type !== 'PathExpression' || !Object.hasOwn(partials, called))
      refuse(node, `unknown partial ${called}`);
    PartialStatement.call(guard, node);
  };
  for (const refused of ['PartialBlockStatement', 'Decorator', 'DecoratorBlock'] as const) {
    guard[refused] = (node: hbs.AST.Node) => refuse(node, `${refused} is not allowed`);
  }
  guard.ContentStatement = (node) => {
    if (node.value.includes('@preview')) refuse(node, 'packages (@preview) are not allowed');
  };
  guard.accept(program);
  return program;
}

/** A Typst string literal: nothing inside it is read as markup or code. */
function typstString(value: unknown): string {
  return `"${plain(value, 'string').replaceAll('\n', ' ').replace(/[\\"]/g, '\\$&')}"`;
}

// No Vietnamese word is this long. What offers no place to break for so long – dots to write upon, an address, words that a word
// processor tied together – would leave the page, and a leader would sign what nobody sees.
const endlessRun = /[^ ]{40,}/gu;

/** Where a line may break, set apart: within a text it would be one sign with the letter before it, lost to who searches or copies. */
const mayBreak = '";#text(lang: "en", "\\u{200b}");#"';

/** Plain text in Typst markup; a line break stays one. The `;` ends the expression, else `.b` behind it would be a field. */
function typstText(value: unknown, name: string): string {
  return plain(value, name)
    .split('\n')
    .map((line) => line.replace(endlessRun, (run) => run.replaceAll('\u00a0', ' ')))
    .map((line) => `#"${line.replace(/[\\"]/g, '\\$&').replace(endlessRun, inPieces)}";`)
    .join(' \\ ');
}

/** A run in pieces of a few letters, none of which ends within an escaped sign. */
function inPieces(run: string): string {
  return (run.match(/(?:\\.|.){1,8}/gu) ?? []).join(mayBreak);
}

function plain(value: unknown, name: string): string {
  if (typeof value === 'number' || typeof value === 'string')
    return String(value).normalize('NFC').replace(/\r\n?/g, '\n');
  throw new Error(`Template value ${name} is ${value === undefined ? 'missing' : `a ${typeof value}`}`);
}
