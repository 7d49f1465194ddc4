/** The one vocabulary of what stands behind the `?` of an address, whatever page it is of. */
export const addressWords = {
  q: 'the words that are searched',
  loc: 'which part of a list is shown',
  dong: 'the row one was at',
  the: 'the tab that is shown',
  lam: 'the act whose form is open',
  cach: 'the way a document is made',
  nam: 'a year',
  so: 'the number that is looked for in a book',
  tu: 'the first day of a period',
  den: 'its last day',
  'ty-le': 'the figure whose documents are shown',
  'tra-loi': 'the document that is answered',
  'thay-the': 'the document in whose place another is drafted',
  thu: 'the mail whose document is registered',
  cho: 'the agency that is set up',
  tiep: 'the address to go to after signing in',
  viec: 'what one came to the sign-in page for',
  token: 'the link of the first administrator, as the server prints it',
} as const;

/** What earlier releases said: links of theirs stand in mails and notes. */
const olderNames: Readonly<Record<string, keyof typeof addressWords>> = {
  phan: 'the',
  muc: 'loc',
  from: 'tu',
  to: 'den',
  definition: 'ty-le',
  part: 'loc',
  traLoi: 'tra-loi',
};
const olderParts: Readonly<Record<string, string>> = {
  due: 'can-lam',
  open: 'chua-phat-hanh',
  draft: 'du-thao',
  submitted: 'cho-ky',
  signed: 'cho-cap-so',
  numbered: 'cho-ky-so-co-quan',
  issued: 'da-phat-hanh',
  voided: 'da-huy-so',
  arrived: 'cho-dang-ky',
  registered: 'da-dang-ky',
  returned: 'da-tu-choi',
  'da-tra-lai': 'da-tu-choi',
  all: 'tat-ca',
  counted: 'da-tinh',
  missing: 'con-thieu',
};

/** The same address in the words of today; undefined when it has no others. */
export function inTodaysWords(search: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const today = Object.entries(search).map(([name, value]): readonly [string, string] => {
    const now = olderNames[name] ?? name;
    return [now, now === 'loc' ? (olderParts[value] ?? value) : value];
  });
  const changed = Object.fromEntries(today);
  const isSame = today.every(([name, value]) => search[name] === value);
  return isSame ? undefined : changed;
}
