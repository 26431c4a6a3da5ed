import { listEmployees } from '#domains/people/contract.ts'
import { useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import type { Option } from '#web/ui/fields.tsx'

export type AgentChoice = { id: string; name: string; teamId: string | null; teamName: string | null }
const nobody: readonly AgentChoice[] = []

/** Agents the reader may give something to; of these teams where any are named. */
export const useAgents = (teamIds?: readonly string[]): readonly AgentChoice[] => {
  const may = useMay()
  const asked = useAsk(
    listEmployees,
    { query: { post: 'agent', pageSize: 200 } },
    { when: may(listEmployees), freshMs: 60_000 },
  )
  const all: readonly AgentChoice[] = asked.data?.rows ?? nobody
  return teamIds ? all.filter(({ teamId }) => teamId !== null && teamIds.includes(teamId)) : all
}
export const asOptions = (agents: readonly AgentChoice[]): Option[] =>
  agents.map(({ id, name, teamName }) => ({ value: id, text: teamName ? `${name} · ${teamName}` : name }))
