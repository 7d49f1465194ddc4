import type { EvidenceReport } from '../../server/exchange/evidence/verify/evidence-report.ts';
import { type ReportInWords, reportInWords } from '../../server/exchange/evidence/verify/evidence-words.ts';
import { nameInWords } from '../../server/pdf-signatures/crypto/certificates/name-in-words.ts';
import type { Chosen } from './read-trusted.ts';

const headings = {
  faults: ['Không khớp', 'What does not fit'],
  doubts: ['Chưa được bảo đảm', 'What is not vouched for'],
  facts: ['Ai gửi gì cho ai', 'Who sent what to whom'],
  statuses: ['Trạng thái xử lý, theo biên nhận đã ký', 'What became of it, by signed receipts'],
  followUps: ['Bên gửi nói gì về sau', 'What the sender said later'],
  signatures: ['Chữ ký', 'Signatures'],
  remarks: ['Cần biết', 'What to know'],
} as const;

/** Shows what verification found: the verdict, then what speaks against it, then what the container tells. */
export function showReport(report: EvidenceReport, fileName: string): void {
  const [vi, en] = [reportInWords(report, 'vi'), reportInWords(report, 'en')];
  const verdict = element('div', { className: `verdict ${report.verdict}`, role: 'status' }, [
    element('h2', {}, [vi.verdict, english(en.verdict)]),
    element('p', {}, [vi.why, english(en.why)]),
    element('p', { className: 'note' }, [fileName]),
  ]);
  result().replaceChildren(
    verdict,
    ...list('faults', vi, en),
    ...list('doubts', vi, en),
    ...facts(vi, en),
    ...list('statuses', vi, en),
    ...list('followUps', vi, en),
    ...list('signatures', vi, en),
    ...list('remarks', vi, en),
  );
}

/** What is believed now, by file; one that gives nothing says so. */
export function showChosen(chosen: readonly Chosen[]): void {
  const lines = chosen.flatMap(({ name, roots, directoryKey }) => {
    const named = roots.map((root) => `${nameInWords(root.subjectName)} – SHA-256 ${root.fingerprint}`);
    const key = directoryKey ? ['khoá của cơ quan lập danh bạ (key of the directory’s authority)'] : [];
    const nothing = 'không có chứng thư hay khoá nào đọc được (no certificate or key)';
    const given = [...named, ...key];
    return (given.length > 0 ? given : [nothing]).map((what) => `${name}: ${what}`);
  });
  document.getElementById('believed')?.replaceChildren(...lines.map((line) => element('li', {}, [line])));
}

/** Says that the browser itself could not go on. */
export function showUnreadable(error: unknown): void {
  const words = element('p', {}, ['Trình duyệt không đọc được tệp.', english('The browser could not read the file.')]);
  result().replaceChildren(element('div', { className: 'verdict broken', role: 'status' }, [words, String(error)]));
}

type Listed = 'faults' | 'doubts' | 'statuses' | 'followUps' | 'signatures' | 'remarks';

function list(part: Listed, vi: ReportInWords, en: ReportInWords): Node[] {
  if (vi[part].length === 0) return [];
  const items = vi[part].map((line, index) => element('li', {}, [line, english(en[part][index] ?? '')]));
  return [heading(part), element('ul', { className: part }, items)];
}

function facts(vi: ReportInWords, en: ReportInWords): Node[] {
  if (vi.facts.length === 0) return [];
  const rows = vi.facts.flatMap(([name, value], index) => [
    element('dt', {}, [name, english(en.facts[index]?.[0] ?? '')]),
    element('dd', {}, [value]),
  ]);
  return [heading('facts'), element('dl', {}, rows)];
}

function heading(part: keyof typeof headings): Node {
  const [vi, en] = headings[part];
  return element('h3', {}, [vi, english(en)]);
}

const english = (text: string): HTMLElement => element('span', { lang: 'en' }, [text]);

function result(): HTMLElement {
  const found = document.getElementById('result');
  if (!found) throw new Error('The page has no place for its result');
  return found;
}

type Attributes = Partial<Pick<HTMLElement, 'className' | 'lang' | 'role'>>;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}
