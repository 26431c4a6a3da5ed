/** What a person calls the new domain: its word in code, in Chinese and in English. */
export type Naming = { name: string; zh: string; en: string }

/** Reads the words of the command line. A folder, a schema and a prefix of events are all called by the one name. */
export const readNaming = (words: readonly string[], taken: readonly string[]): Naming => {
  const [name, zh, en] = words
  if (!name || !zh || !en) throw new Error('npm run new:domain office 办公 Office')
  if (!/^[a-z]+$/.test(name)) throw new Error(`"${name}": a domain is one word in small letters`)
  if (taken.includes(name)) throw new Error(`domains/map.ts has ${name} already`)
  return { name, zh, en }
}
