import type { Screen } from '../../test/support/browser.ts';
import type { Around, Sought } from './look-for.ts';
import type { Visit } from './visit.ts';

/** The demo that the story is played in. */
export interface Stage {
  readonly password: string;
  /** The key file of the director and its PIN, as they lie on a desk. */
  readonly key: { readonly keyFile: string; readonly pin: string };
}

/**
 * The main job from desk to desk, as docs/clerk.md tells it: a letter is written, signed with a key file, numbered, sealed and issued;
 * the other agency registers and presents it; its leader directs, on a phone when the story is of desks; a specialist handles it.
 */
export async function* mainJob(visit: Visit, resize: (screen: Screen) => Promise<void>, screen: Screen, stage: Stage) {
  const subject = `báo cáo kết quả gửi, nhận văn bản điện tử (${screen === 'desk' ? 'màn hình lớn' : 'điện thoại'})`;
  const signIn = (username: string) => visit.signIn(username, stage.password);
  const row: Around = { selector: 'li', words: subject };
  // What a document is stands beside its pages on a large screen and above them on a phone; its row in the list is neither.
  const panel = (words = ''): Around => ({ selector: '.pane-page, .pane-panel', words });
  const firstPage = (words: string): Sought => ({
    role: 'text',
    name: new RegExp(words),
    within: { selector: 'figure[aria-label^="Trang 1"]', words },
  });

  await resize(screen);
  await signIn('chuyenvien.snv');
  await visit.see({ role: 'link', name: /^Xử lý/ });
  yield 'a specialist signs in';
  await visit.press({ role: 'link', name: /^Soạn/ });
  await visit.press({ role: 'button', name: /Soạn tại đây/ });
  await visit.type('Nội dung văn bản', 'Đề nghị quý cơ quan báo cáo trước ngày 30 tháng 11.');
  await visit.type('Trích yếu', subject);
  await visit.choose('Người ký', 'Trần Quốc Bảo');
  await visit.choose(/^Nơi nhận/, 'Ủy ban nhân dân huyện Thanh Bình');
  // On a phone the page lies behind the form that makes it.
  if (screen === 'desk') await visit.see(firstPage('Kính gửi'));
  yield 'writes a letter';
  await visit.press({ role: 'button', name: /^Trình ký/ });
  await visit.at(/\/van-ban-di\/[0-9a-f-]{36}$/);
  await visit.see({ role: 'text', name: /^(Đang chuẩn bị trang ký|Chờ ký)$/, within: panel() });
  yield 'submits it';

  await signIn('giamdoc.snv');
  await visit.press({ role: 'link', name: /Ký số/, within: row });
  await visit.see(firstPage('Kính gửi'));
  await visit.giveFile(stage.key.keyFile);
  await visit.type('Mã PIN của tệp khoá', stage.key.pin);
  await visit.see({ role: 'text', name: /^Không thấy nội dung ẩn/ });
  yield 'a leader looks at it and gives the key';
  await visit.press({ role: 'button', name: /^Ký số/ });
  await visit.see({ role: 'text', name: /^Đã ký, chờ cấp số$/, within: panel() });
  await visit.see(firstPage('Kính gửi'));
  yield 'signs';

  await signIn('vanthu.snv');
  await visit.press({ role: 'link', name: /Cấp số, ký số cơ quan/, within: row });
  // On a phone the page comes first, and the act opens its form over it.
  if (screen === 'phone') await visit.press({ role: 'button', name: /^Cấp số, ký số cơ quan/ });
  await visit.type('Mật khẩu của ông, bà', stage.password);
  await visit.press({ role: 'button', name: /^Cấp số, ký số cơ quan/, within: { selector: 'form', words: '' } });
  await visit.see({ role: 'text', name: /^Đã phát hành$/, within: panel() });
  await visit.see(firstPage('Kính gửi'));
  yield 'a clerk numbers, seals and issues it';

  await signIn('vanthu.thanhbinh');
  await visit.see({ role: 'text', name: /^Hợp lệ$/, within: row });
  await visit.press({ role: 'link', name: /Đăng ký/, within: row });
  await visit.see({ role: 'text', name: /^Hợp lệ/, within: panel() });
  await visit.see(firstPage('Kính gửi'));
  yield 'the recipient’s clerk reads the verdict';
  await visit.press({ role: 'button', name: /^Đăng ký/, within: panel() });
  await visit.see({ role: 'status', name: /^\d+$/ });
  yield 'registers it';
  await visit.press({ role: 'link', name: /^Trình lãnh đạo/ });
  await visit.choose(/^Đề xuất chủ trì/, 'Nông Văn Dũng');
  await visit.press({ role: 'button', name: /^Trình lãnh đạo/ });
  await visit.see({ role: 'text', name: /[Cc]hờ bút phê/, within: panel() });
  yield 'presents it';

  await resize('phone');
  await signIn('chutich.thanhbinh');
  await visit.press({ role: 'link', name: /Bút phê/, within: row });
  await visit.see(firstPage('Kính gửi'));
  yield 'its leader looks at it on a phone';
  await visit.press({ role: 'button', name: /^Chuyển xử lý/ });
  await visit.see({ role: 'status', name: /^Đã chuyển xử lý/ });
  yield 'directs it';

  await resize(screen);
  await signIn('chuyenvien.thanhbinh');
  await visit.press({ role: 'link', name: /Xử lý/, within: row });
  await visit.press({ role: 'button', name: /^Bắt đầu xử lý/ });
  await visit.press({ role: 'button', name: /^Hoàn thành/ });
  await visit.type('Kết quả', 'Đã tham mưu báo cáo, gửi Sở Nội vụ.');
  yield 'a specialist handles it';
  await visit.press({ role: 'button', name: /^Báo hoàn thành/ });
  await visit.see({ role: 'text', name: /^Hoàn thành$/, within: panel() });
  yield 'and reports it done';
}
