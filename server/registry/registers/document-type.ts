import { DomainError } from '../../platform/errors.ts';

/** One of the 29 administrative types — *loại văn bản hành chính* (NĐ 30/2020 Điều 7, Phụ lục III); thư công and công văn have no abbreviation. */
export interface DocumentType {
  readonly code: string;
  readonly name: string;
  /** What stands in the notation: *QĐ* in 15/QĐ-BNV; empty for thư công and công văn. */
  readonly abbreviation: string;
}

const table = `nghi-quyet|Nghị quyết|NQ
quyet-dinh|Quyết định|QĐ
chi-thi|Chỉ thị|CT
quy-che|Quy chế|QC
quy-dinh|Quy định|QyĐ
thong-cao|Thông cáo|TC
thong-bao|Thông báo|TB
huong-dan|Hướng dẫn|HD
chuong-trinh|Chương trình|CTr
ke-hoach|Kế hoạch|KH
phuong-an|Phương án|PA
de-an|Đề án|ĐA
du-an|Dự án|DA
bao-cao|Báo cáo|BC
bien-ban|Biên bản|BB
to-trinh|Tờ trình|TTr
hop-dong|Hợp đồng|HĐ
cong-dien|Công điện|CĐ
ban-ghi-nho|Bản ghi nhớ|BGN
ban-thoa-thuan|Bản thỏa thuận|BTT
giay-uy-quyen|Giấy uỷ quyền|GUQ
giay-moi|Giấy mời|GM
giay-gioi-thieu|Giấy giới thiệu|GGT
giay-nghi-phep|Giấy nghỉ phép|GNP
phieu-gui|Phiếu gửi|PG
phieu-chuyen|Phiếu chuyển|PC
phieu-bao|Phiếu báo|PB
thu-cong|Thư công|
cong-van|Công văn|`;

export const documentTypes: readonly DocumentType[] = table.split('\n').map((row) => {
  const [code = '', name = '', abbreviation = ''] = row.split('|');
  return { code, name, abbreviation };
});

/** A type of document that agencies receive: one of the 29, or one of the law's own, which is numbered in its own way. */
export interface IncomingType {
  readonly code: string;
  readonly name: string;
  /** How number and symbol of a legal normative document — *văn bản quy phạm pháp luật* — are written, the year among them. */
  readonly form?: string;
}

/**
 * Legal normative documents and what is published of them, outside the 29 (NĐ 30/2020 Điều 4, 15); resolutions, decisions and directives among
 * them bear the name they have among the 29. Their number is one per type and year, and the year stands in it.
 */
const ofLaw = `hien-phap|Hiến pháp|
bo-luat|Bộ luật|91/2015/QH13
luat|Luật|33/2024/QH15
phap-lenh|Pháp lệnh|08/2022/UBTVQH15
lenh|Lệnh|05/2024/L-CTN
nghi-dinh|Nghị định|30/2020/NĐ-CP
nghi-quyet-lien-tich|Nghị quyết liên tịch|09/2022/NQLT-CP-UBTVQH15
thong-tu|Thông tư|05/2025/TT-BNV
thong-tu-lien-tich|Thông tư liên tịch|01/2024/TTLT-VKSNDTC-BCA
van-ban-hop-nhat|Văn bản hợp nhất|12/VBHN-VPQH`;

const legalTypes: readonly IncomingType[] = ofLaw.split('\n').map((row) => {
  const [code = '', name = '', form = ''] = row.split('|');
  return { code, name, ...(form === '' ? {} : { form }) };
});

/** Every type an incoming document may have by its code; any other has a name of its own. */
export const incomingTypes: readonly IncomingType[] = [
  ...documentTypes.map(({ code, name }) => ({ code, name })),
  ...legalTypes,
];

export function incomingType(code: string): IncomingType | undefined {
  return incomingTypes.find((type) => type.code === code);
}

export const CONG_VAN = 'cong-van';

export function documentType(code: string): DocumentType | undefined {
  return documentTypes.find((type) => type.code === code);
}

/** The name of the type of an incoming document: that of its code, or the name given for any other; refuses a type that has no name. */
export function typeNameOf(code: string, otherName: string | null): string {
  const name = incomingType(code)?.name ?? otherName;
  if (name !== null) return name;
  throw new DomainError('invalid', 'unknown-type', 'The type is none that is known and has no name of its own', {
    fields: [{ pointer: '/body/typeCode', code: 'unknown-type', detail: 'is none that is known; give typeName' }],
  });
}
