import type { Declared, Refusal } from './collect.ts'
import { page } from './markdown.ts'

type Heard = Map<string, string[]>

const operationsByRefusal = ({ operations }: Declared): Heard => {
  const heard: Heard = new Map()
  for (const { name, refusals } of operations.flatMap((domain) => domain.operations)) {
    for (const { code } of refusals) heard.set(code, [...(heard.get(code) ?? []), `\`${name}\``])
  }
  return heard
}

const entry = ({ code, status, text }: Refusal, heard: Heard): string => {
  const from = heard.get(code)
  return [
    `### <a id="${code}"></a>${code}`,
    `${status} · ${text.zh} · ${text.en}`,
    ...(from ? [`From ${from.join(', ')}.`] : []),
  ].join('\n\n')
}

/** Every business "no", by code: where the `type` of a problem leads. */
export const problemsPage = (declared: Declared): string => {
  const heard = operationsByRefusal(declared)
  const sections = declared.refusals
    .filter(({ refusals }) => refusals.length > 0)
    .map(({ domain, refusals }) => [`## ${domain}`, ...refusals.map((one) => entry(one, heard))].join('\n\n'))
  return page(
    'Problems · 业务拒绝',
    'What the server answers when it refuses, as `application/problem+json` with `code` and `params` ' +
      '(`{name}` in the words). Every operation may give those of `common`.',
    sections,
  )
}
