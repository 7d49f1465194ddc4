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

export const CONG_VAN = 'cong-van';

export function documentType(code: string): DocumentType | undefined {
  return documentTypes.find((type) => type.code === code);
}

/** The name of the type: one of the 29, or the name given for any other, such as *Nghị định*; refuses a type that has no name. */
export function typeNameOf(code: string, otherName: string | null): string {
  const name = documentType(code)?.name ?? otherName;
  if (name !== null) return name;
  throw new DomainError('invalid', 'unknown-type', 'The type is none of the 29 and has no name of its own', {
    fields: [{ pointer: '/body/typeCode', code: 'unknown-type', detail: 'is none of the 29; give typeName' }],
  });
}
