/** Grounds, an opening, numbered points and a closing, as the text of a document has them. */
export function text(opening: string, points: readonly string[], closing: string): string {
  return [opening, ...points.map((point, index) => `${index + 1}. ${point}`), `${closing}./.`].join('\n');
}

/** Sections of a plan: Roman headings with their points. */
export function sections(
  grounds: readonly string[],
  parts: readonly (readonly [heading: string, points: readonly string[]])[],
  closing: string,
): string {
  const told = parts.flatMap(([heading, points], index) => [
    `${roman[index] ?? ''}. ${heading}`,
    ...points.map((point, at) => `${at + 1}. ${point}`),
  ]);
  return [...grounds, ...told, `${closing}./.`].join('\n');
}

/** What a decision decides, article by article. */
export function articles(grounds: readonly string[], points: readonly string[]): string {
  const told = points.map((point, index) => `Điều ${index + 1}. ${point}`);
  return [...grounds, ...told.slice(0, -1), `${told.at(-1)}./.`].join('\n');
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI'];

export const clerical = 'Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;';

export const closings = {
  cooperate: 'Rất mong nhận được sự quan tâm, phối hợp của quý cơ quan',
  report: 'Trên đây là báo cáo của cơ quan, kính trình xem xét, chỉ đạo',
  carryOut: 'Trong quá trình thực hiện nếu có vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn',
  consider: 'Kính trình xem xét, quyết định',
  inTime: 'Đề nghị thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện đúng thời hạn nêu trên',
  thanks: 'Trân trọng cảm ơn sự phối hợp của quý cơ quan',
} as const;
