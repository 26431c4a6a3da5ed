/** One line of a tip: a name and what stands beside it. */
export type TipLine = readonly [name: string, value: string]

const element = (name: string, css: string, words = ''): HTMLElement => {
  const made = document.createElement(name)
  made.style.cssText = css
  made.textContent = words
  return made
}

/**
 * What the reader sees beside a mark. Made of elements, not of HTML text: names come from people and may hold anything.
 */
export const tip = (title: string, lines: readonly TipLine[], foot?: string): HTMLElement => {
  const box = element('div', 'max-width:320px;white-space:normal;line-height:1.7')
  box.append(element('div', 'font-weight:600', title))
  const table = element(
    'div',
    'display:grid;grid-template-columns:auto auto;gap:0 16px;font-variant-numeric:tabular-nums',
  )
  for (const [name, value] of lines) {
    table.append(element('span', 'opacity:.75', name), element('span', 'text-align:end', value))
  }
  box.append(table)
  if (foot) box.append(element('div', 'opacity:.75', foot))
  return box
}
