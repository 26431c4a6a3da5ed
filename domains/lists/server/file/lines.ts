const longestLine = 256 * 1024

/** Where the next line ends, its end included; undefined when the text ends first. */
const endOfLine = (text: string, from: number, marks: { feed: number; back: number }): number | undefined => {
  if (marks.back !== -1 && marks.back < from) marks.back = text.indexOf('\r', from)
  if (marks.feed !== -1 && marks.feed < from) marks.feed = text.indexOf('\n', from)
  const { feed, back } = marks
  if (back !== -1 && (feed === -1 || back < feed)) return back + (feed === back + 1 ? 2 : 1)
  return feed === -1 ? undefined : feed + 1
}

/**
 * Cuts text into lines with their ends, whichever of the three kinds they are, mixed or not. Of a line without end
 * only so much is kept as proves that it is too long.
 */
export const openLines = () => {
  let rest = ''
  return (text: string, last: boolean): string[] => {
    const all = rest + text
    // A carriage return at the end may be half of a pair.
    const until = last || !all.endsWith('\r') ? all.length : all.length - 1
    const marks = { feed: all.indexOf('\n'), back: all.indexOf('\r') }
    const lines: string[] = []
    let from = 0
    for (let end = endOfLine(all, 0, marks); end !== undefined && end <= until; end = endOfLine(all, from, marks)) {
      lines.push(all.slice(from, end))
      from = end
    }
    rest = all.slice(from)
    if (last && rest !== '') lines.push(rest)
    else if (rest.length > longestLine) rest = rest.slice(0, longestLine + 1)
    return lines
  }
}

export const withoutEnd = (line: string): string => line.replace(/\r?\n$|\r$/, '')
