type Facts = Readonly<Record<string, unknown>>
export type Speech = readonly { text: string; filled: boolean }[]

const names: Readonly<Record<string, 'name' | 'agent' | 'campaign'>> = {
  客户姓名: 'name',
  姓名: 'name',
  name: 'name',
  customer: 'name',
  坐席姓名: 'agent',
  坐席: 'agent',
  agent: 'agent',
  项目: 'campaign',
  campaign: 'campaign',
}

/**
 * The words to say, with `{客户姓名}`, `{name}` and the columns of the list filled in. A place nobody knows the value of
 * stays visible as it is, so that the agent does not read a gap aloud.
 */
export const fillScript = (
  script: string,
  known: { name: string; agent: string; campaign: string; facts: Facts },
): Speech => {
  const parts: { text: string; filled: boolean }[] = []
  let done = 0
  for (const found of script.matchAll(/\{([^{}\n]{1,40})\}/g)) {
    const place = (found[1] ?? '').trim()
    const own = names[place.toLowerCase()]
    const value = own ? known[own] : known.facts[place]
    parts.push({ text: script.slice(done, found.index), filled: false })
    done = found.index + found[0].length
    const says = value === undefined || value === null || value === '' ? found[0] : String(value)
    parts.push({ text: says, filled: says !== found[0] })
  }
  return [...parts, { text: script.slice(done), filled: false }].filter(({ text }) => text)
}

/** The golden opening: by when the customer is attentive, knows who and why, and begins to trust. */
export const lampSeconds = [15, 45, 90] as const
