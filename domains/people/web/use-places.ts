import { useAsk } from '#web/client/use-ask.ts'
import type { Option } from '#web/ui/fields.tsx'
import { listSites, listTeams } from '../contract.ts'

/** Sites and teams as choices; closed ones only where they are chosen already. */
export const usePlaces = () => {
  const sites = useAsk(listSites, undefined, { freshMs: 60_000 })
  const teams = useAsk(listTeams, undefined, { freshMs: 60_000 })
  const siteOptions = (chosen?: string): Option[] =>
    (sites.data ?? [])
      .filter(({ id, closedAt }) => !closedAt || id === chosen)
      .map(({ id, name }) => ({ value: id, text: name }))
  const teamOptions = (siteId?: string, chosen?: string | null): Option[] =>
    (teams.data ?? [])
      .filter((team) => (siteId === undefined || team.siteId === siteId) && (!team.closedAt || team.id === chosen))
      .map(({ id, name, siteName }) => ({ value: id, text: siteId === undefined ? `${siteName} · ${name}` : name }))
  return { siteOptions, teamOptions, teams: teams.data ?? [], pending: sites.isPending || teams.isPending }
}
