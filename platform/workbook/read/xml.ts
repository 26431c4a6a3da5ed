import { broken } from './fault.ts'

/** What is heard while a document is read. Names come without their prefix; attributes as they stand in the tag. */
export type XmlListener = {
  open?: (name: string, attributes: string) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

const longestTag = 1024 * 1024
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Only the five entities XML itself knows, and characters by number: a document may not bring its own. */
export const plainText = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name: string) => {
        if (name !== undefined) return entities[name] ?? whole
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
      })
    : text

const patterns = new Map<string, RegExp>()
const patternOf = (name: string): RegExp => {
  const known = patterns.get(name)
  if (known) return known
  const made = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, made)
  return made
}
/** What a tag says by that name, whichever prefix it has. */
export const attributeOf = (attributes: string, name: string): string | undefined => {
  const found = patternOf(name).exec(attributes)
  const said = found?.[1] ?? found?.[2]
  return said === undefined ? undefined : plainText(said)
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Where the markup that begins at `from` ends; -1 while it is not all there. */
const endOfMarkup = (text: string, from: number): number => {
  const after = (mark: string): number => {
    const at = text.indexOf(mark, from)
    return at < 0 ? -1 : at + mark.length
  }
  if (text.startsWith('<!--', from)) return after('-->')
  if (text.startsWith('<![CDATA[', from)) return after(']]>')
  return after('>')
}

/**
 * Reads the plain XML of a workbook in pieces: no document types, so nothing can be declared that grows. A workbook's
 * writer escapes `>` in attributes, so the first one ends a tag.
 */
export const openXml = ({ open, close, text }: XmlListener) => {
  let rest = ''
  const tag = (markup: string): void => {
    if (markup.startsWith('![CDATA[')) text?.(markup.slice(8, -2))
    else if (markup.startsWith('!DOCTYPE')) broken()
    else if (markup.startsWith('!') || markup.startsWith('?')) return
    else if (markup.startsWith('/')) close?.(withoutPrefix(markup.slice(1).trimEnd()))
    else opened(markup)
  }
  const opened = (markup: string): void => {
    const isWhole = markup.endsWith('/')
    const body = isWhole ? markup.slice(0, -1) : markup
    const blank = body.search(/\s/)
    const name = withoutPrefix(blank < 0 ? body : body.slice(0, blank))
    open?.(name, blank < 0 ? '' : body.slice(blank))
    if (isWhole) close?.(name)
  }
  return (piece: string, last = false): void => {
    const all = rest + piece
    let at = 0
    for (;;) {
      const start = all.indexOf('<', at)
      if (start < 0) break
      const end = endOfMarkup(all, start)
      if (end < 0) break
      if (start > at) text?.(plainText(all.slice(at, start)))
      tag(all.slice(start + 1, end - 1))
      at = end
    }
    rest = all.slice(at)
    if (rest.length > longestTag || (last && rest.trim() !== '')) broken()
  }
}

/** Reads one part of a workbook to its end, or as far as `goesOn` says. */
export const readXml = async (bytes: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> => {
  const read = openXml(listener)
  const decoder = new TextDecoder('utf-8')
  for await (const piece of bytes) read(decoder.decode(piece, { stream: true }))
  read(decoder.decode(), true)
}
