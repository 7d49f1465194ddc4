import { sayProblems } from '../../api/problem-text.ts';

/* What is said when an act comes too late, from another hand or with a doubt, whatever kind of document it is about. */
sayProblems({
  vi: {
    'wrong-state': () => ({
      title: 'Văn bản đã sang bước khác',
      detail: 'Đã tải lại trạng thái mới; xem lại rồi làm tiếp. Nội dung vừa nhập còn nguyên trên máy này.',
    }),
    'not-yours': () => ({
      title: 'Việc này đã có người làm, hoặc thuộc vị trí khác',
      detail: 'Đã tải lại trạng thái mới. Đổi vị trí công tác, hoặc để người được giao làm.',
    }),
    'document-recalled': () => ({
      title: 'Nơi gửi đã thu hồi văn bản này',
      detail: 'Không đăng ký, không từ chối, không dùng làm căn cứ cho văn bản khác nữa; nội dung vẫn xem được.',
    }),
    'version-changed': () => ({
      title: 'Nội dung vừa đổi',
      detail: 'Đã tải lại bản mới. Xem lại rồi làm tiếp; nội dung vừa nhập còn nguyên.',
    }),
    'file-there-already': () => ({
      title: 'Văn bản đã có đúng tệp này',
      detail: 'Không cần đính kèm lần nữa.',
    }),
    'possible-duplicate': ({ extra }) => ({
      title: `Có thể trùng với văn bản số đến ${String(extra.arrivalNumber ?? '')}`,
      detail:
        extra.same === 'file'
          ? 'Cùng một tệp. Chưa cấp số; so hai bản, hoặc nêu lý do vẫn đăng ký.'
          : 'Cùng số, ký hiệu và cơ quan ban hành. Chưa cấp số; so hai bản, hoặc nêu lý do vẫn đăng ký.',
    }),
    'verdict-invalid': () => ({
      title: 'Chữ ký số không hợp lệ',
      detail: 'Chưa cấp số. Từ chối tiếp nhận, hoặc nêu lý do vẫn đăng ký.',
    }),
  },
  en: {
    'wrong-state': () => ({
      title: 'The document has moved on',
      detail: 'It is loaded anew; look again, then go on. What you typed is kept on this machine.',
    }),
    'not-yours': () => ({
      title: 'Somebody did this, or it belongs to another position',
      detail: 'It is loaded anew. Switch position, or leave it to them.',
    }),
    'document-recalled': () => ({
      title: 'Its sender has recalled this document',
      detail: 'It is neither registered nor refused, and nothing is built on it any more; it can still be read.',
    }),
    'version-changed': () => ({
      title: 'It has just changed',
      detail: 'The new version is loaded. Look at it again, then go on; what you typed is kept.',
    }),
    'file-there-already': () => ({
      title: 'The document has this very file',
      detail: 'It need not be attached once more.',
    }),
    'possible-duplicate': ({ extra }) => ({
      title: `It may be the same as incoming ${String(extra.arrivalNumber ?? '')}`,
      detail:
        extra.same === 'file'
          ? 'The same file. No number was given; compare both, or give a reason.'
          : 'Same number, notation and issuer. No number was given; compare both, or give a reason.',
    }),
    'verdict-invalid': () => ({
      title: 'The signatures are not valid',
      detail: 'No number was given. Return it to the sender, or say why it is registered all the same.',
    }),
  },
});
