import type { Download } from '#contract/route.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import { idleCauseWords, panelText } from '../explanation-text.ts'
import { idleCauses } from '../idle-causes.ts'
import { readIdleDays, readIdleQuarters } from './idle-store.ts'

/** "09:15" on the clock of the campaign's site. */
const timeIn = (timeZone: string, at: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )

/** A row for each quarter of an hour with any idle time, seconds by cause, read day by day while the file is sent. */
export const exportIdleTime = async (
  { db, actor }: Context,
  campaignId: string,
  days: { from: string; to: string },
): Promise<Download> => {
  const { locale } = actor
  const timeZone = (await findCampaign(db, campaignId))?.timeZone ?? 'UTC'
  const pages = async function* () {
    for (const { day } of await readIdleDays(db, campaignId, days))
      yield (await readIdleQuarters(db, campaignId, day)).map(({ startsAt, ms }) => [
        day,
        timeIn(timeZone, startsAt),
        ...idleCauses.map((cause) => ms[cause] / 1000),
      ])
  }
  const causes = idleCauses.map((cause) => `${idleCauseWords[cause].name[locale]} (${panelText.seconds[locale]})`)
  return csvDownload(
    `${panelText.exportName[locale]}-${days.from}.csv`,
    [panelText.day[locale], panelText.quarter[locale], ...causes],
    pages(),
  )
}
