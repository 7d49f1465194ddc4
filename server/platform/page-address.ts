/** The parameters of a page, which its address marks by a dollar. */
export type PageParameters<Page extends string> = Page extends `${string}$${infer Name}/${infer Rest}`
  ? { readonly [Key in Name]: string } & PageParameters<Rest>
  : Page extends `${string}$${infer Name}`
    ? { readonly [Key in Name]: string }
    : unknown;

/** The address of one page, its parameters filled in. */
export function pageAddress<Page extends string>(page: Page, parameters: PageParameters<Page>): string {
  const given = new Map<string, unknown>(Object.entries(parameters ?? {}));
  return page.replace(/\$(\w+)/g, (_all, name: string) => encodeURIComponent(String(given.get(name))));
}
