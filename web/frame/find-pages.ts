import type { Page } from '../ui/page.ts'

const plain = (words: string): string => words.toLowerCase().replaceAll(/\s/g, '')

/** Whether all letters stand in the word in this order: "cmp" finds "campaigns". */
const hasInOrder = (word: string, letters: string): boolean => {
  let place = 0
  for (const letter of word) if (letter === letters[place]) place++
  return place === letters.length
}

/** 0 when it begins so, 1 when it holds it, 2 when only the letters are there in order; undefined when not at all. */
const nearness = ({ title }: Pick<Page, 'title'>, sought: string): number | undefined => {
  const names = [plain(title.zh), plain(title.en)]
  if (names.some((name) => name.startsWith(sought))) return 0
  if (names.some((name) => name.includes(sought))) return 1
  return names.some((name) => hasInOrder(name, sought)) ? 2 : undefined
}

/** Pages whose name in either language fits what was typed, the nearest first. */
export const findPages = <P extends Pick<Page, 'title'>>(pages: readonly P[], typed: string): readonly P[] => {
  const sought = plain(typed)
  return pages
    .map((page) => ({ page, near: nearness(page, sought) }))
    .filter(({ near }) => near !== undefined)
    .toSorted((a, b) => (a.near ?? 0) - (b.near ?? 0))
    .map(({ page }) => page)
}
