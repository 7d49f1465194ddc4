import type { Dice } from '../fuzz/dice.ts';
import {
  aDay,
  aFace,
  bold,
  centred,
  columns,
  ending,
  italic,
  lines,
  mottoBlock,
  type Paper,
  paragraphs,
  sheet,
  signed,
  type Truth,
  t,
  title,
} from './paper.ts';
import {
  aName,
  aSubject,
  aText,
  cities,
  communes,
  departments,
  ministries,
  provinces,
  someRecipients,
} from './words.ts';

type Layout = (dice: Dice) => Omit<Paper, 'layout'>;

const types = [
  ['Quyết định', 'quyet-dinh', 'QĐ'],
  ['Kế hoạch', 'ke-hoach', 'KH'],
  ['Báo cáo', 'bao-cao', 'BC'],
  ['Thông báo', 'thong-bao', 'TB'],
  ['Tờ trình', 'to-trinh', 'TTr'],
  ['Hướng dẫn', 'huong-dan', 'HD'],
  ['Chương trình', 'chuong-trinh', 'CTr'],
  ['Chỉ thị', 'chi-thi', 'CT'],
] as const;

const written = (number: number): string => (number < 10 ? `0${number}` : String(number));
const aNumber = (dice: Dice): string => written(1 + dice.below(dice.pick([9, 99, 999, 9999])));
const upper = (text: string): string => text.toUpperCase();
const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What every layout has: number, day, subject, signer. */
function basics(dice: Dice) {
  return {
    ...{ number: aNumber(dice), day: aDay(dice), subject: aSubject(dice), name: aName(dice), face: aFace(dice) },
    recipients: someRecipients(dice),
  };
}

type Basics = ReturnType<typeof basics>;

function truthOf(
  { number, day, subject, name, recipients }: Basics,
  own: Pick<Truth, 'codeNotation' | 'typeCode' | 'issuerName'> & { readonly position: readonly string[] },
): Truth {
  const { position, ...rest } = own;
  const signing = { signerName: name, signerPosition: position.join(' '), toPlaces: recipients.join('; ') };
  return { codeNumber: number, issuedOn: day.value, subject, ...signing, ...rest };
}

/** A province's named type: issuer in one or two lines, as NĐ 30 wants it. */
const provinceNamed: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const [name, code, short] = dice.pick(types);
  const notation = `${short}-UBND`;
  const issuer = dice.oneIn(2) ? ['ỦY BAN NHÂN DÂN', `TỈNH ${upper(province)}`] : [`UBND TỈNH ${upper(province)}`];
  const position = ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'];
  const body = [
    columns(all.face, [
      [lines(issuer, bold), mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`${province}, ${all.day.words}`)],
    ]),
    title(upper(name)),
    centred(first(all.subject)),
    '#align(center, line(length: 20%, stroke: 0.6pt))',
    ...(short === 'QĐ' ? [centred(`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ${upper(province)}`)] : []),
    paragraphs(['Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;', ...aText(dice, 3)]),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const issuerName = `Ủy ban nhân dân tỉnh ${province}`;
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName }),
  };
};

/** A ministry's công văn: V/v under the number. */
const ministryLetter: Layout = (dice) => {
  const all = basics(dice);
  const [name, symbol] = dice.pick(ministries);
  const notation = `${symbol}-${dice.pick(['VP', 'TCCB', 'KHTC', 'PC', 'CCHC&KSTT'])}`;
  const about = `${dice.pick(['V/v', 'V/v:', 'v/v', 'V/v '])} ${all.subject}`;
  const position = ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'];
  const body = [
    columns(all.face, [
      [bold(upper(name)), mottoBlock(dice.oneIn(2))],
      [t(`Số:${dice.pick([' ', ''])}${all.number}/${notation}`), italic(`Hà Nội, ${all.day.words}`)],
      [`#text(size: ${all.face.size - 1}pt)[${t(about)}]`, ''],
    ]),
    `#v(14pt) #align(center)[${t('Kính gửi: Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương')}]`,
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: 'cong-van', issuerName: name }),
  };
};

/** A department: the province above it in plain letters; number and date on rows of their own. */
const departmentNamed: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const [name, symbol] = dice.pick(departments);
  const [type, code, short] = dice.pick(types);
  const notation = `${short}-${symbol}`;
  const position = [dice.pick(['GIÁM ĐỐC', 'CHÁNH THANH TRA'])];
  const body = [
    columns(all.face, [
      [`${t(`UBND TỈNH ${upper(province)}`)} \\ ${bold(upper(name))}`, mottoBlock(false)],
      [t('_____'), ''],
      [t(`Số: ${all.number} /${notation}`), ''],
      ['', italic(`${province}, ${all.day.words}`)],
    ]),
    title(upper(type), 18),
    centred(dice.oneIn(3) ? `Về việc ${all.subject}` : first(all.subject), dice.pick([bold, italic])),
    paragraphs(aText(dice, 4)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName: name }),
  };
};

/** A commune's report or submission: a mark of urgency, addressees in a list. */
const communeUrgent: Layout = (dice) => {
  const all = basics(dice);
  const commune = dice.pick(communes);
  const [type, code, short] = dice.pick([types[2], types[4]]);
  const notation = `${short}-UBND`;
  const mark = `#box(stroke: 1pt + red, inset: 4pt)[#text(fill: red)[${bold(dice.pick(['KHẨN', 'HỎA TỐC', 'THƯỢNG KHẨN']))}]]`;
  const position = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'];
  const body = [
    columns(all.face, [
      [lines(['ỦY BAN NHÂN DÂN', `XÃ ${upper(commune)}`], bold), mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`${commune}, ${all.day.words}`)],
      [mark, ''],
    ]),
    title(upper(type)),
    centred(first(all.subject)),
    `#pad(left: 30mm)[${lines(['Kính gửi:', '- Ủy ban nhân dân tỉnh;', '- Sở Nội vụ tỉnh.'])}]`,
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const issuerName = `Ủy ban nhân dân xã ${commune}`;
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName }),
  };
};

/** A council's resolution, with the session named in capitals below the subject. */
const councilResolution: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const normative = dice.oneIn(2);
  const notation = normative ? `${all.day.year}/NQ-HĐND` : 'NQ-HĐND';
  const position = ['CHỦ TỊCH'];
  const body = [
    columns(all.face, [
      [lines(['HỘI ĐỒNG NHÂN DÂN', `TỈNH ${upper(province)}`], bold), mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`${province}, ${all.day.words}`)],
    ]),
    title('NGHỊ QUYẾT'),
    centred(first(all.subject)),
    '#v(12pt)',
    centred(`HỘI ĐỒNG NHÂN DÂN TỈNH ${upper(province)}`),
    centred('KHÓA XIX, KỲ HỌP THỨ MƯỜI'),
    paragraphs(['Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;', ...aText(dice, 3)]),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const issuerName = `Hội đồng nhân dân tỉnh ${province}`;
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: 'nghi-quyet', issuerName }),
  };
};

/** A committee of the Party: another motto, a star, 127-BC/TU, T/M. */
const party: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const [type, code, short] = dice.pick(types.slice(1, 6));
  const [issuer, symbol] = dice.pick([
    [`TỈNH ỦY ${upper(province)}`, 'TU'],
    [`ĐẢNG ỦY XÃ ${upper(dice.pick(communes))}`, 'ĐU'],
    [`BAN TUYÊN GIÁO VÀ DÂN VẬN`, 'BTGDVTU'],
  ]);
  const parent = symbol === 'BTGDVTU' ? `${t(`TỈNH ỦY ${upper(province)}`)} \\ ` : '';
  const notation = `${short}/${symbol}`;
  const position = ['T/M BAN THƯỜNG VỤ', 'PHÓ BÍ THƯ'];
  const body = [
    columns(all.face, [
      [`${parent}${bold(issuer)} \\ ${t('*')}`, bold('ĐẢNG CỘNG SẢN VIỆT NAM')],
      [t(`Số ${all.number}-${notation}`), italic(`${province}, ${all.day.words}`)],
    ]),
    title(upper(type), 16),
    centred(dice.oneIn(2) ? all.subject : first(all.subject)),
    t('-----'),
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName: issuer }),
  };
};

/** A union or a front: long names over several lines. */
const union: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const [parent, issuer, symbol, position] = dice.pick([
    [
      'TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM',
      ['LIÊN ĐOÀN LAO ĐỘNG', `TỈNH ${upper(province)}`],
      'LĐLĐ',
      ['TM. BAN THƯỜNG VỤ', 'CHỦ TỊCH'],
    ],
    [
      'ỦY BAN MTTQ VIỆT NAM',
      ['BAN THƯỜNG TRỰC', `TỈNH ${upper(province)}`],
      'MTTQ-BTT',
      ['TM. BAN THƯỜNG TRỰC', 'PHÓ CHỦ TỊCH'],
    ],
    ['TRUNG ƯƠNG HỘI', ['HỘI LIÊN HIỆP PHỤ NỮ', `TỈNH ${upper(province)}`], 'BTV', ['TM. BAN THƯỜNG VỤ', 'CHỦ TỊCH']],
  ] as const);
  const [type, code, short] = dice.pick(types.slice(1));
  const notation = `${short}-${symbol}`;
  const body = [
    columns(all.face, [
      [`${t(parent)} \\ ${lines(issuer, bold)}`, mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`${province}, ${all.day.words}`)],
    ]),
    title(upper(type)),
    centred(first(all.subject)),
    paragraphs(aText(dice, 4)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName: issuer.join(' ') }),
  };
};

/** Two ministries together: two issuers, two who sign. */
const joint: Layout = (dice) => {
  const all = basics(dice);
  const one = dice.pick(ministries);
  const other = dice.pick(ministries.filter((ministry) => ministry !== one));
  const notation = `${all.day.year}/TTLT-${one[1]}-${other[1]}`;
  const second = aName(dice);
  const stacked = [`${upper(one[0])} -`, upper(other[0])];
  const position = [`KT. BỘ TRƯỞNG`, `THỨ TRƯỞNG`];
  const body = [
    columns(all.face, [
      [lines(dice.oneIn(2) ? stacked : [`${upper(one[0])} - ${upper(other[0])}`], bold), mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`Hà Nội, ${all.day.words}`)],
    ]),
    title('THÔNG TƯ LIÊN TỊCH'),
    centred(first(all.subject)),
    paragraphs(['Căn cứ Luật Ban hành văn bản quy phạm pháp luật;', ...aText(dice, 3)]),
    `#v(8pt) #grid(columns: (1fr, 1fr), align: center, [${signed(position, all.name, 50)}], [${signed(['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'], second, 50)}])`,
    `#v(8pt) #text(size: 11pt)[${lines(['Nơi nhận:', ...all.recipients.map((to) => `- ${to};`)])}]`,
  ];
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, {
      position,
      codeNotation: notation,
      typeCode: 'thong-tu-lien-tich',
      issuerName: `${one[0]} - ${other[0]}`,
    }),
  };
};

/** A law as Công báo prints it: running head, no day at the head, no distribution. */
const gazetteLaw: Layout = (dice) => {
  const all = basics(dice);
  const notation = `${all.day.year}/QH${dice.pick([13, 14, 15])}`;
  const matter = dice.pick(['CĂN CƯỚC', 'LƯU TRỮ', 'GIAO DỊCH ĐIỆN TỬ', 'PHÒNG, CHỐNG MA TÚY', 'TIẾP CẬN THÔNG TIN']);
  const position = ['CHỦ TỊCH QUỐC HỘI'];
  const body = [
    `${t(`${2 + dice.below(90)}`)} #h(1fr) ${t(`CÔNG BÁO/Số ${100 + dice.below(900)} + ${100 + dice.below(900)}/Ngày 30-4-2025`)} #h(1fr)`,
    '#line(length: 100%, stroke: 0.6pt)',
    columns(all.face, [
      [bold('QUỐC HỘI'), mottoBlock(false)],
      [t(`Luật số: ${all.number}/${notation}`), ''],
    ]),
    title('LUẬT'),
    centred(matter),
    italic('Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;'),
    paragraphs([`Quốc hội ban hành Luật ${first(matter.toLowerCase())}.`, ...aText(dice, 3)]),
    '#line(length: 30%, stroke: 0.6pt)',
    paragraphs([
      `Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 6 thông qua ${all.day.words}.`,
    ]),
    `#grid(columns: (1fr, 1fr), [], align(center)[${signed(position, all.name, 30)}])`,
  ];
  const truth = truthOf(all, { position, codeNotation: notation, typeCode: 'luat', issuerName: 'Quốc hội' });
  return { source: sheet(all.face, body.join('\n')), truth: { ...truth, subject: matter, toPlaces: null } };
};

/** A copy (*sao y*): the original, and on a page behind it who copied, with a number of its own. */
const copied: Layout = (dice) => {
  const { source, truth } = dice.pick([provinceNamed, ministryLetter])(dice);
  const face = aFace(dice);
  const copy = [
    '#pagebreak()',
    columns(face, [
      [`${t('UBND TỈNH ĐỒNG THÁP')} \\ ${bold('VĂN PHÒNG')}`, bold('SAO Y')],
      [t(`Số: ${aNumber(dice)}/SY-VP`), italic('Đồng Tháp, ngày 30 tháng 12 năm 2026')],
    ]),
    ending(face, ['Các phòng, ban', 'Lưu: VT.'], signed(['KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG'], aName(dice))),
  ];
  return { source: `${source}\n${copy.join('\n')}`, truth };
};

/** A letter whose subject stands under the number without *V/v*, to one addressee. */
const plainLetter: Layout = (dice) => {
  const all = basics(dice);
  const city = dice.pick(cities);
  const [name, symbol] = dice.pick(departments);
  const notation = `${symbol}-${dice.pick(['VP', 'QLNN', 'NV1', 'TTr'])}`;
  const about = `${dice.pick(['Về việc', 'Về'])} ${all.subject}`;
  const position = ['TL. GIÁM ĐỐC', 'CHÁNH VĂN PHÒNG'];
  const body = [
    columns(all.face, [
      [`${t(`ỦY BAN NHÂN DÂN`)} \\ ${t(`THÀNH PHỐ ${upper(city)}`)} \\ ${bold(upper(name))}`, mottoBlock(true)],
      [t(`Số : ${all.number}/${notation}`), italic(`Thành phố ${city}, ${all.day.words}`)],
      [`#text(size: 11pt)[${t(about)}]`, ''],
    ]),
    `#v(10pt) #h(20mm) ${t('Kính gửi: Văn phòng Ủy ban nhân dân thành phố.')}`,
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const truth = truthOf(all, { position, codeNotation: notation, typeCode: 'cong-van', issuerName: name });
  return { source: sheet(all.face, body.join('\n')), truth };
};

/** An invitation with a table at its head that has borders, and a table in its text. */
const invitation: Layout = (dice) => {
  const all = basics(dice);
  const commune = dice.pick(communes);
  const notation = 'GM-UBND';
  const position = ['CHÁNH VĂN PHÒNG'];
  const body = [
    columns(
      all.face,
      [
        [`${t(`UBND PHƯỜNG ${upper(commune)}`)} \\ ${bold('VĂN PHÒNG HĐND VÀ UBND')}`, mottoBlock(false)],
        [t(`Số: ${all.number}/${notation}`), italic(`${commune}, ${all.day.words}`)],
      ],
      '0.4pt',
    ),
    title(dice.pick(['GIẤY MỜI', 'G I Ấ Y  M Ờ I'])),
    centred(all.subject),
    `#table(columns: 2, [${t('Thời gian')}], [${t('08 giờ 00 phút, ngày 05 tháng 5 năm 2026')}], [${t('Địa điểm')}], [${t('Phòng họp số 2')}], [${t('Chủ trì')}], [${t('Đồng chí Chủ tịch UBND phường')}])`,
    paragraphs(aText(dice, 1)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const truth = truthOf(all, {
    position,
    codeNotation: notation,
    typeCode: 'giay-moi',
    issuerName: 'Văn phòng HĐND và UBND',
  });
  return { source: sheet(all.face, body.join('\n')), truth };
};

/** Notations as they were written once, with spaces, and a year in them. */
const oldNotation: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const [type, code, short] = dice.pick(types.slice(0, 4));
  const [printed, notation] = dice.pick([
    [`${all.day.year}/${short}-UB`, `${all.day.year}/${short}-UB`],
    [` ${short} - UBND`, `${short}-UBND`],
    [`${short}-UBND-VX`, `${short}-UBND-VX`],
  ]);
  const position = [`TM. UBND TỈNH ${upper(province)}`, 'CHỦ TỊCH'];
  const body = [
    columns(all.face, [
      [lines(['UỶ BAN NHÂN DÂN', `TỈNH ${upper(province)}`], bold), mottoBlock(true)],
      [t(`Số: ${all.number}/${printed}`), italic(`${province}, ${all.day.words}`)],
    ]),
    title(upper(type)),
    centred(`V/v ${all.subject}`, italic),
    centred(`UỶ BAN NHÂN DÂN TỈNH ${upper(province)}`),
    paragraphs([`- Căn cứ Luật Tổ chức HĐND và UBND ngày 26/11/2003;`, ...aText(dice, 3)]),
    ending(all.face, all.recipients, signed(position, all.name, 80)),
  ];
  const issuerName = `Ủy ban nhân dân tỉnh ${province}`;
  return {
    source: sheet(all.face, body.join('\n')),
    truth: truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName }),
  };
};

/** As pages of legal portals print it: subject in capitals, dashes for rules, no indent. */
const portal: Layout = (dice) => {
  const all = { ...basics(dice), face: { ...aFace(dice), font: 'Open Sans', size: 10 } };
  const [name, symbol] = dice.pick(ministries);
  const notation = `${all.day.year}/TT-${symbol}`;
  const position = ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'];
  const body = [
    columns(all.face, [
      [`${bold(upper(name))} \\ ${t('-------')}`, `${mottoBlock(false)} \\ ${t('---------------')}`],
      [t(`Số: ${all.number}/${notation}`), italic(`Hà Nội, ${all.day.words}`)],
    ]),
    title('THÔNG TƯ'),
    centred(upper(all.subject), dice.pick([bold, t]), 96),
    lines(
      ['Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;', 'Theo đề nghị của Vụ trưởng Vụ Pháp chế;'],
      italic,
    ),
    ...aText(dice, 3).map((text) => `\n\n${t(text)}`),
    ending(all.face, all.recipients, signed(position, all.name, 20)),
  ];
  const truth = truthOf(all, { position, codeNotation: notation, typeCode: 'thong-tu', issuerName: name });
  return { source: sheet(all.face, body.join('\n')), truth };
};

/** A school: a ministry above it, a name over two lines, degrees before the name of who signs. */
const school: Layout = (dice) => {
  const all = basics(dice);
  const where = dice.pick(provinces);
  const issuer = dice.pick([
    ['TRƯỜNG ĐẠI HỌC', `SƯ PHẠM ${upper(where)}`],
    ['TRƯỜNG CAO ĐẲNG Y TẾ', upper(where)],
    [`TRƯỜNG THPT CHUYÊN ${upper(where)}`],
    ['BỆNH VIỆN ĐA KHOA', `TỈNH ${upper(where)}`],
  ]);
  const [type, code, short] = dice.pick(types.slice(0, 4));
  const notation = `${short}-${dice.pick(['ĐHSP', 'CĐYT', 'THPTC', 'BVĐK'])}`;
  const degree = dice.pick(['PGS.TS. ', 'TS. ', 'ThS. ', 'BSCKII. ', '']);
  const position = ['HIỆU TRƯỞNG'];
  const body = [
    columns(all.face, [
      [`${t('BỘ GIÁO DỤC VÀ ĐÀO TẠO')} \\ ${lines(issuer, bold)}`, mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`${where}, ${all.day.words}`)],
    ]),
    title(upper(type)),
    centred(`Về việc ${all.subject}`),
    centred('HIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC'),
    paragraphs(['Căn cứ Luật Giáo dục đại học ngày 18 tháng 6 năm 2012;', ...aText(dice, 3)]),
    ending(all.face, all.recipients, signed(position, `${degree}${all.name}`)),
  ];
  const truth = truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName: issuer.join(' ') });
  return { source: sheet(all.face, body.join('\n')), truth };
};

/** The police: a rank before the name; the day of the month was set without spaces. */
const police: Layout = (dice) => {
  const all = basics(dice);
  const where = dice.pick(provinces);
  const notation = `CAT-${dice.pick(['PV01', 'PA06', 'PC07', 'PC06'])}`;
  const position = ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'];
  const body = [
    columns(all.face, [
      [`${t('BỘ CÔNG AN')} \\ ${bold(`CÔNG AN TỈNH ${upper(where)}`)}`, mottoBlock(true)],
      [t(`Số: ${all.number}/${notation}`), italic(`${where}, ${all.day.words.replace('tháng ', 'tháng')}`)],
      [t(`V/v ${all.subject}`), ''],
    ]),
    `#v(10pt) #pad(left: 40mm)[${lines(['Kính gửi:', '- Công an các xã, phường;', '- Các phòng nghiệp vụ.'])}]`,
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, `${dice.pick(['Đại tá', 'Thượng tá'])} ${all.name}`, 70)),
  ];
  const truth = truthOf(all, {
    position,
    codeNotation: notation,
    typeCode: 'cong-van',
    issuerName: `Công an tỉnh ${where}`,
  });
  return { source: sheet(all.face, body.join('\n')), truth };
};

/** Number and day left open, to be written by hand: they stay unread. */
const leftOpen: Layout = (dice) => {
  const all = basics(dice);
  const commune = dice.pick(communes);
  const [type, code, short] = dice.pick(types);
  const notation = `${short}-UBND`;
  const position = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'];
  const body = [
    columns(all.face, [
      [lines(['ỦY BAN NHÂN DÂN', `ĐẶC KHU ${upper(commune)}`], bold), mottoBlock(true)],
      [
        t(`Số: ${dice.pick(['      ', '……', '......'])}/${notation}`),
        italic(`${commune}, ngày ${dice.pick(['     ', '…', '....'])} tháng ${1 + dice.below(12)} năm ${all.day.year}`),
      ],
    ]),
    title(upper(type)),
    centred(first(all.subject)),
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const issuerName = `Ủy ban nhân dân đặc khu ${commune}`;
  const truth = truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName });
  return { source: sheet(all.face, body.join('\n')), truth: { ...truth, codeNumber: null, issuedOn: null } };
};

/** An annex behind it with a motto of its own, signed as well. */
const annexed: Layout = (dice) => {
  const { source, truth } = dice.pick([departmentNamed, communeUrgent])(dice);
  const face = aFace(dice);
  const annex = [
    '#pagebreak()',
    title('PHỤ LỤC I'),
    centred('DANH SÁCH THÀNH VIÊN', bold),
    columns(face, [[bold('CƠ QUAN BÁO CÁO'), mottoBlock(false)]]),
    `#table(columns: 3, ..(${Array.from({ length: 12 }, () => `[${t(aName(dice))}]`).join(', ')}))`,
    `#align(right)[${signed(['TRƯỞNG PHÒNG'], aName(dice))}]`,
  ];
  return { source: `${source}\n${annex.join('\n')}`, truth };
};

/** The two columns of the head on lines of one block, set apart by spaces, as typists did. */
const typed: Layout = (dice) => {
  const all = basics(dice);
  const province = dice.pick(provinces);
  const [name, symbol] = dice.pick(departments);
  const [type, code, short] = dice.pick(types);
  const notation = `${short}-${symbol}`;
  const rows = [
    [`UBND TỈNH ${upper(province)}`, 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    [upper(name), 'Độc lập – Tự do – Hạnh phúc'],
    [`Số: ${all.number}/${notation}`, `${province}, ${all.day.words}`],
  ] as const;
  const position = ['Q. GIÁM ĐỐC'];
  const body = [
    rows.map(([left, right]) => `#box(width: 46%)[${t(left)}]${t(right)}`).join(' \\ '),
    title(upper(type)),
    centred(first(all.subject), t),
    paragraphs(aText(dice, 3)),
    ending(all.face, all.recipients, signed(position, all.name)),
  ];
  const face = { ...all.face, size: 11, left: 25 };
  const truth = truthOf(all, { position, codeNotation: notation, typeCode: code, issuerName: name });
  return { source: sheet(face, body.join('\n')), truth };
};

const layouts: Readonly<Record<string, Layout>> = {
  ...{ provinceNamed, ministryLetter, departmentNamed, communeUrgent, councilResolution, party, union, joint },
  ...{ gazetteLaw, copied, plainLetter, invitation, oldNotation, portal, school, police, leftOpen, annexed, typed },
};

/** So many documents of each layout, always the same ones for the same dice. */
export function papers(dice: Dice, ofEach: number): Paper[] {
  return Object.entries(layouts).flatMap(([layout, make]) =>
    Array.from({ length: ofEach }, () => ({ layout, ...make(dice) })),
  );
}
