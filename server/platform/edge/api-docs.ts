import type { RequestHandler } from 'express';
import type { JsonObject, OpenApi, Operation } from '../api/openapi.ts';
import { nonceOf } from './security-headers.ts';

interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The readable page of the API, `/api/docs`: made on the server, with nothing from elsewhere and no script. */
export function apiDocs(description: () => OpenApi): RequestHandler {
  let made: Parts | undefined;
  return (_request, response) => {
    made ??= partsOf(description());
    response.type('html').send(page(made, nonceOf(response)));
  };
}

interface Parts {
  readonly contents: string;
  readonly sections: string;
}

function partsOf({ paths }: OpenApi): Parts {
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Described => ({ method, path, operation })),
  );
  const capabilities = [...new Set(all.map(({ operation }) => operation.tags[0] ?? ''))];
  const contents = capabilities.map((name) => `<li><a href="#${escaped(name)}">${escaped(name)}</a></li>`).join('');
  const sections = capabilities
    .map((name) =>
      section(
        name,
        all.filter(({ operation }) => operation.tags[0] === name),
      ),
    )
    .join('');
  return { contents, sections };
}

function page({ contents, sections }: Parts, nonce: string): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API của Vanban</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header>
<h1>API của Vanban</h1>
<p>Mọi việc trên giao diện đều làm được qua API này, dưới địa chỉ <code>/api</code>. Bản mô tả cho máy đọc:
<a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1). Lời từ chối theo RFC 9457 (<code>application/problem+json</code>).</p>
<p>Việc có giá trị pháp lý cần tiêu đề <code>Idempotency-Key</code>: gửi lại với cùng khoá và cùng nội dung thì nhận lại đúng câu trả lời đầu tiên.</p>
<nav aria-label="Nhóm chức năng"><ul>${contents}</ul></nav>
</header>
<main>${sections}</main>
</body>
</html>`;
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .75rem 0; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
h3 code:first-child { font-weight: 700; text-transform: uppercase; }
p { margin: .25rem 0; }
table { border-collapse: collapse; margin-top: .5rem; width: 100%; }
th, td { padding: .15rem .75rem .15rem 0; text-align: left; vertical-align: top; }
`;

function section(name: string, described: readonly Described[]): string {
  return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2>${described.map(article).join('')}</section>`;
}

function article({ method, path, operation }: Described): string {
  const rows = [...parameterRows(operation), ...bodyRows(operation)];
  const head = '<tr><th>Trường</th><th>Ở đâu</th><th>Kiểu</th><th>Bắt buộc</th></tr>';
  return `<article id="${escaped(operation.operationId)}">
<h3><code>${escaped(method)}</code> <code>/api${escaped(path)}</code></h3>
<p>${escaped(operation.summary)}</p>
<p>Quyền: <code>${escaped(operation['x-permission'])}</code> · Trả lời: ${repliesOf(operation)}</p>
${rows.length > 0 ? `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>` : ''}
</article>`;
}

function repliesOf({ responses }: Operation): string {
  return Object.keys(responses)
    .filter((status) => status !== 'default')
    .map((status) => `<code>${escaped(status)}</code>`)
    .join(' ');
}

function parameterRows({ parameters }: Operation): string[] {
  return parameters.map((parameter) => row(parameter.name, parameter.in, parameter.schema, parameter.required));
}

function bodyRows({ requestBody }: Operation): string[] {
  return Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => fieldRows(schema, ''));
}

/** A row for each field of an object; of a choice between objects, the fields of each. */
function fieldRows(schema: JsonObject, prefix: string): string[] {
  const choices = [schema.oneOf, schema.anyOf].find(Array.isArray);
  if (choices) return choices.flatMap((choice: JsonObject) => fieldRows(choice, prefix));
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries((schema.properties ?? {}) as Record<string, JsonObject>).flatMap(([name, field]) => [
    row(prefix + name, 'body', field, required.includes(name)),
    ...(field.type === 'object' ? fieldRows(field, `${prefix}${name}.`) : []),
  ]);
}

function row(name: string, place: string, schema: JsonObject, required: boolean): string {
  const cells = [`<code>${escaped(name)}</code>`, escaped(place), escaped(typeOf(schema)), required ? 'có' : 'không'];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function typeOf(schema: JsonObject): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  const choices = [schema.oneOf, schema.anyOf].find(Array.isArray);
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ');
  if (schema.type === 'array') return `${typeOf((schema.items ?? {}) as JsonObject)}[]`;
  const length = typeof schema.maxLength === 'number' ? ` ≤ ${schema.maxLength}` : '';
  return `${schema.format ?? schema.type ?? 'any'}${length}`;
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
}
