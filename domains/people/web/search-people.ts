import { useDeferredValue, useState } from 'react'
import { useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import type { Option } from '#web/ui/fields.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import { getEmployee, listEmployees, listTeams } from '../contract.ts'
import { text } from '../text.ts'

const shown = 50
const optionOf = ({ id, name, staffNumber }: { id: string; name: string; staffNumber: string }) => ({
  value: id,
  text: `${name} ${staffNumber}`,
})

/**
 * Employees within reach as choices: the first fifty, or those whose name or staff number fits what is typed, and in any case
 * the one `chosen`. Empty for whoever may not list employees.
 */
export const usePeopleChoices = (
  chosen: string | undefined,
  within: { teamId?: string | undefined } = {},
): { options: { value: string; text: string }[]; onType: (typed: string) => void } => {
  const may = useMay()
  const [typed, onType] = useState('')
  const search = useDeferredValue(typed.trim()) || undefined
  const { teamId } = within
  const query = { pageSize: shown, search, ...(teamId ? { teamId } : {}) }
  const found = useAsk(listEmployees, { query }, { when: may(listEmployees), freshMs: 60_000 })
  const options = (found.data?.rows ?? []).map(optionOf)
  const isThere = chosen === undefined || options.some(({ value }) => value === chosen)
  const one = useAsk(
    getEmployee,
    { params: { employeeId: chosen ?? '' } },
    { when: !isThere && !found.isPending, freshMs: 60_000, keep: false },
  )
  return { options: isThere || !one.data ? options : [optionOf(one.data), ...options], onType }
}

/** Searching by agent: `chosen` is who is searched for now. */
export const useAgentField = (chosen: string | undefined, given: Partial<Pick<SearchField, 'name' | 'label'>> = {}) => {
  const choices = usePeopleChoices(chosen)
  return { kind: 'select', name: 'agentId', label: text.agent, ...given, ...choices } as const satisfies SearchField
}

/** Searching by team; where there are several sites each team is told with its own. */
export const useTeamField = () => {
  const may = useMay()
  const teams = useAsk(listTeams, { query: {} }, { when: may(listTeams), freshMs: 60_000 }).data ?? []
  const isOneSite = new Set(teams.map(({ siteName }) => siteName)).size < 2
  const options: Option[] = teams.map(({ id, name, siteName }) => ({
    value: id,
    text: isOneSite ? name : `${siteName} · ${name}`,
  }))
  return { kind: 'select', name: 'teamId', label: text.team, options } as const satisfies SearchField
}
