import { FileProtectOutlined, FileSearchOutlined } from '@ant-design/icons';
import { useText } from '../../text/language.ts';
import { evidenceText } from './evidence-text.ts';

/** The page that `client/evidence` builds, to be kept beside what it verifies. */
const page = '/kiem-tra-bang-chung.html';

/** The evidence of a delivery or an arrival, to be kept and given away, and the page by which anybody verifies it. */
export function EvidenceLinks({ container }: { readonly container: string }) {
  const words = useText(evidenceText);
  return (
    <section aria-label={words.title} className="column gap-8">
      <p className="small second">{words.note}</p>
      <p className="flex gap-12 wrap small">
        <a href={container} download>
          <FileProtectOutlined /> {words.save}
        </a>
        <a href={page} download>
          <FileSearchOutlined /> {words.savePage}
        </a>
      </p>
    </section>
  );
}
