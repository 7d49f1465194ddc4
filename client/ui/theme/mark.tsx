/** The mark of the product. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="mark" style={{ width: size, height: size }} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="#0b5d6e" />
      <path d="M7.5 8.2h2.7l3.8 9.6 3.8-9.6h2.7L15.4 20.6h-2.8z" fill="#fff" />
      <path d="M7 23h14" stroke="#e0b65a" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
