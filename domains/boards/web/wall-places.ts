import { listSites, listTeams } from '#domains/people/contract.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { text } from '../text.ts'

export type Place = { siteId: string; teamId: string | null }
const keyOf = ({ siteId, teamId }: Place): string => `${siteId} ${teamId ?? ''}`.trim()
export const placeKey = keyOf
export const placeOf = (key: string): Place => {
  const [siteId = '', teamId] = key.split(' ')
  return { siteId, teamId: teamId ?? null }
}

/** What a wall may show: a site as a whole, or one of its teams. Who leads teams hangs walls for teams. */
export const usePlaces = (): { value: string; text: string }[] => {
  const say = useWords()
  const { scope } = useMe()
  const sites = useAsk(listSites, undefined, { freshMs: 60_000 })
  const teams = useAsk(listTeams, {}, { freshMs: 60_000 })
  return (sites.data ?? [])
    .filter(({ closedAt }) => closedAt === null)
    .flatMap((site) => [
      ...(scope === 'team'
        ? []
        : [{ value: keyOf({ siteId: site.id, teamId: null }), text: `${site.name} · ${say(text.wholeSite)}` }]),
      ...(teams.data ?? [])
        .filter(({ siteId, closedAt }) => siteId === site.id && closedAt === null)
        .map(({ id, name }) => ({ value: keyOf({ siteId: site.id, teamId: id }), text: `${site.name} · ${name}` })),
    ])
}
