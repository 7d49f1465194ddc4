import { type ProblemWords, sayProblems } from '../../api/problem-text.ts';

type Kinds = Readonly<Record<string, string>> & { readonly other: string };

const closed =
  (title: string, details: Kinds) =>
  ({ extra }: { readonly extra: Readonly<Record<string, unknown>> }): ProblemWords => ({
    title,
    detail: details[String(extra.kind)] ?? details.other,
  });

/* What is said of a book that is closed: the way on is another for each kind of number. */
sayProblems({
  vi: {
    'register-closed': closed('Sổ của năm đó đã khoá', {
      incoming: 'Số đến theo ngày nhận trong năm nay; sửa ngày đến. Nội dung khác còn nguyên.',
      outgoing: 'Chưa cấp số. Báo quản trị viên mở sổ năm mới.',
      other: 'Sổ đã khoá thì không ghi thêm, không khoá lại.',
    }),
  },
  en: {
    'register-closed': closed('The register of that year is closed', {
      incoming: 'Numbers follow the day of arrival in this year; correct it. The rest is kept.',
      outgoing: 'No number was given. Ask the administrator to open the new one.',
      other: 'Nothing is added to a closed register, and it is closed once.',
    }),
  },
});
