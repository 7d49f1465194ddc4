import { ApartmentOutlined, BankOutlined, ShopOutlined, UserOutlined } from '@ant-design/icons';
import { useText } from '../../text/language.ts';

const words = {
  vi: {
    agency: 'Cơ quan trong danh bạ',
    organisation: 'Cơ quan, tổ chức ngoài danh bạ',
    person: 'Cá nhân',
    unit: 'Đơn vị trong cơ quan',
  },
  en: {
    agency: 'Agency of the directory',
    organisation: 'Organisation outside the directory',
    person: 'Person',
    unit: 'Unit of the agency',
  },
};
const icons = { agency: BankOutlined, organisation: ShopOutlined, person: UserOutlined, unit: ApartmentOutlined };

/** What a recipient is, by its word. */
export function useKindWords(): Readonly<Record<keyof typeof icons, string>> {
  return useText(words);
}

/** What a recipient is: a sign, and its word for who points at it or hears the page. */
export function KindIcon({ kind }: { readonly kind: keyof typeof icons }) {
  const Icon = icons[kind];
  const word = useKindWords()[kind];
  return (
    <span title={word} className="third">
      <Icon aria-hidden="true" />
      <span className="unseen">{word}: </span>
    </span>
  );
}
