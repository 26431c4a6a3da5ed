import type { Page } from '../ui/page.ts'

const matches = (pattern: string, path: string): boolean => {
  const [wanted, found] = [pattern.split('/'), path.split('/')]
  return wanted.length === found.length && wanted.every((part, place) => part.startsWith('$') || part === found[place])
}

/** The page an address belongs to; a page without parameters wins over one with. */
export const pageOf = <P extends Pick<Page, 'path'>>(pages: readonly P[], path: string): P | undefined =>
  pages.find((page) => page.path === path) ?? pages.find((page) => matches(page.path, path))

/** The page of the menu that stands above: of `/campaigns/1/edit` it is `/campaigns`. */
export const menuPageOf = <P extends Pick<Page, 'path' | 'menu'>>(pages: readonly P[], path: string): P | undefined => {
  const own = pageOf(pages, path)
  if (own?.menu || path === '/' || path === '') return own
  return menuPageOf(pages, path.slice(0, path.lastIndexOf('/')))
}
