import type { Download } from '#contract/route.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { RowFilter } from '../contract.ts'
import { levels } from '../rules.ts'
import { text } from '../text.ts'
import { findPlan, listRows, listRuns } from './store.ts'

const pageSize = 1000

/** What each rule was called when it last ran: a rule may be gone from the plan by now. */
const ruleNames = async (ctx: Context, campaignId: string): Promise<ReadonlyMap<string, string>> => {
  const [last] = await listRuns(ctx.db, campaignId, 1)
  const rules = [...((await findPlan(ctx.db, campaignId))?.rules ?? []), ...(last?.result.rules ?? [])]
  return new Map(rules.map(({ id, nameZh, nameEn }) => [id, ctx.actor.locale === 'zh' ? nameZh : nameEn]))
}

/** The contacts behind a rule, level or class, with masked numbers, read page by page while the file is sent. */
export const exportRows = async (ctx: Context, campaignId: string, filter: RowFilter): Promise<Download> => {
  const { locale } = ctx.actor
  const names = await ruleNames(ctx, campaignId)
  const pages = async function* () {
    for (let page = 1; ; page++) {
      const { rows } = await listRows(ctx.db, campaignId, { ...filter, page, pageSize })
      yield rows.map(({ name, number, level, ruleId, classCode, score }) => [
        name,
        number,
        level && levels[level][locale],
        ruleId && (names.get(ruleId) ?? ruleId),
        classCode,
        score,
      ])
      if (rows.length < pageSize) return
    }
  }
  const headings = [text.customer, text.number, text.level, text.rule, text.class, text.score]
  return csvDownload(
    `${text.exportName[locale]}.csv`,
    headings.map((words) => words[locale]),
    pages(),
  )
}
