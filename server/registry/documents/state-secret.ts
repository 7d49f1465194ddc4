import { DomainError } from '../../platform/errors.ts';
import { spelledCode } from '../../platform/text/fold.ts';

const bracketed = /^\s*[([{]\s*(?:tuyệt mật|tối mật|mật)\s*[)\]}]/iu;
const punctuated = /^\s*(?:tuyệt mật|tối mật|mật)\s*(?:$|[:;.,–—|/-])/iu;
const higherDegree = /^\s*(?:TUYỆT MẬT|TỐI MẬT)(?!\p{L})/u;
/** MẬT alone also begins words such as MẬT KHẨU or MẬT ONG: a mark is followed by text that is not in capitals. */
const lowestDegree = /^\s*MẬT\s+(?!\p{Lu}{2})/u;

/** Whether a text begins with a degree of secrecy — *độ mật* — as a mark, and not with a word such as *mật khẩu*. */
export function isMarkedSecret(text: string): boolean {
  const plain = spelledCode(text);
  return [bracketed, punctuated, higherDegree, lowestDegree].some((form) => form.test(plain));
}

/** Refuses a state secret: it may not enter a networked system, not even by its subject (Luật Bảo vệ bí mật nhà nước 2018 Điều 5). */
export function refuseStateSecret(texts: Readonly<Record<string, string | null>>): void {
  const fields = Object.entries(texts)
    .filter(([, text]) => text !== null && isMarkedSecret(text))
    .map(([name]) => ({ pointer: `/body/${name}`, code: 'state-secret', detail: 'begins with a degree of secrecy' }));
  if (fields.length > 0) {
    throw new DomainError('invalid', 'state-secret', 'State secrets stay out of a networked system', { fields });
  }
}
