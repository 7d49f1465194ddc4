import { sayProblems } from '../../api/problem-text.ts';

/* What is said when a correction is refused, whatever it was of. */
sayProblems({
  vi: {
    'nothing-to-correct': () => ({
      title: 'Chưa sửa mục nào',
      detail: 'Mọi mục vẫn như đang có; sửa mục sai rồi lưu.',
    }),
    'book-closed': () => ({
      title: 'Sổ đã khoá',
      detail: 'Sổ của năm này đã in và khoá nên thông tin trong sổ không sửa nữa.',
    }),
  },
  en: {
    'nothing-to-correct': () => ({
      title: 'Nothing was changed',
      detail: 'Everything stands there as it was given; change what is wrong, then save.',
    }),
    'book-closed': () => ({
      title: 'The register is closed',
      detail: 'The book of that year is printed and closed; what stands in it is not corrected any more.',
    }),
  },
});
