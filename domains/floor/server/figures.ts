import { type LiveCall, type LiveCalls, stateOf } from '#domains/calls/server/public.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { sliceMinutes } from '../contract.ts'
import { add, addSlice, type DayBook, openDayBook } from './day-book.ts'
import { countSuccessesBefore, readCampaignsOfToday, readSlices, readTallies } from './store.ts'

type Ground = { base: Base; clock: Clock; calls: LiveCalls; dialer: LiveDialer }
const longestDayMs = 26 * 3_600_000

const loadCampaign = async (db: Db, book: DayBook, campaign: Campaign, without: readonly string[]): Promise<void> => {
  const since = new Date(book.dayOf(campaign).startsAt)
  const tally = book.ofCampaign(campaign)
  for (const row of await readTallies(db, campaign.id, since, without)) {
    add(tally, row)
    if (row.agentId) add(book.ofAgent(campaign, row.agentId), row)
  }
  const slices = { seconds: sliceMinutes * 60, without }
  for (const { slice, count } of await readSlices(db, campaign.id, since, slices)) addSlice(tally, slice, count)
}

/** The day's figures, kept in memory: taken from the ledger once, then fed by calls and outcomes. */
export const openFigures = ({ base, clock, calls, dialer }: Ground, changed: () => void) => {
  const db = base.database.engine
  const book = openDayBook(clock.nowMs)
  const campaigns = new Map<string, Campaign>()
  const asked = new Set<string>()

  /** As the dialer knows it now; one it has let go of, as it was last. */
  const campaignOf = (id: string): Campaign | undefined => {
    const campaign = dialer.runner(id)?.campaign ?? campaigns.get(id)
    if (campaign) campaigns.set(id, campaign)
    return campaign
  }
  const countWith = (count: (campaign: Campaign, call: LiveCall) => void) => (call: LiveCall) => {
    const campaign = call.direction === 'out' ? campaignOf(call.campaignId) : undefined
    if (campaign) count(campaign, call)
    changed()
  }
  const learnBefore = async (campaign: Campaign): Promise<void> => {
    const { startsAt } = book.dayOf(campaign)
    const count = await countSuccessesBefore(db, campaign.id, new Date(startsAt))
    // Should midnight have passed while we asked, it is asked again.
    if (book.dayOf(campaign).startsAt !== startsAt) return void asked.delete(campaign.id)
    book.ofCampaign(campaign).before = count
    changed()
  }

  return {
    book,
    campaignOf,
    countEnded: countWith(book.countEnded),
    countOutcome: countWith(book.countOutcome),
    /** What the campaign had reached before today is asked for once, when somebody first looks. */
    askBefore: (campaign: Campaign): void => {
      if (asked.has(campaign.id)) return
      asked.add(campaign.id)
      learnBefore(campaign).catch((error: unknown) => {
        asked.delete(campaign.id)
        base.log.warn({ err: error, campaignId: campaign.id }, 'what a campaign reached before today is not known yet')
      })
    },
    /**
     * To be called while no new call can be placed. What is in memory is counted from memory and, from the instant
     * `listen` is called, by its news; all other calls are over and on record.
     */
    load: async (listen: () => void): Promise<void> => {
      const known = new Set([...calls.all()].map(({ campaignId }) => campaignId).filter((id) => id !== ''))
      for (const id of await readCampaignsOfToday(db, new Date(clock.nowMs() - longestDayMs))) known.add(id)
      for (const id of known) {
        const campaign = await findCampaign(db, id)
        if (campaign) campaigns.set(id, campaign)
      }
      const inMemory = [...calls.all()]
      for (const call of inMemory) {
        const campaign = campaignOf(call.campaignId)
        if (!campaign || call.direction === 'in' || stateOf(call.record) !== 'ended') continue
        book.countEnded(campaign, call)
        book.countOutcome(campaign, call)
      }
      listen()
      const without = inMemory.map(({ id }) => id)
      for (const campaign of campaigns.values()) await loadCampaign(db, book, campaign, without)
    },
  }
}
