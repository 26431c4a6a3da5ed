import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { shownChange } from '../shown.ts'
import type { Layout } from './columns.ts'
import type { Figure, Group, Told } from './table.ts'

/** What agents are set beside each other by. */
export const rankedBy = 'online_success_rate'

const standing = (place: number, all: readonly number[], locale: 'zh' | 'en'): string => {
  const half = Math.ceil(all.length / 2)
  const own = all[place - 1] ?? 0
  if (place <= half) return `${place} / ${all.length}`
  const missing = shownChange('ratio', all[half - 1] ?? 0, own)
  return locale === 'zh' ? `距前半 ${missing}` : `First half: ${missing}`
}

/**
 * Who stands where: the first half by place, the others by what is missing to it, so that nobody is told to be last.
 * Equal rates share a place; too few calls are not placed at all.
 */
export const placeAgents = (groups: readonly Group[], locale: 'zh' | 'en'): void => {
  const placed = groups.filter(({ keys, figures }) => {
    const figure = figures.get(rankedBy)
    return keys[0] !== null && figure?.value != null && !figure.isSmall
  })
  const rates = placed.map(({ figures }) => figures.get(rankedBy)?.value ?? 0).sort((a, b) => b - a)
  for (const { figures } of placed) {
    const place = rates.indexOf(figures.get(rankedBy)?.value ?? 0) + 1
    const figure: Figure = { value: null, said: standing(place, rates, locale) }
    figures.set('rank', figure)
  }
}

/** Staff numbers and standing, where a report is told by agent. */
export const performanceFigures = async (ctx: Context, layout: Layout, { groups }: Told): Promise<void> => {
  if (layout.by.length !== 1 || layout.by[0] !== 'agent') return
  if (layout.codes.includes('rank')) placeAgents(groups, ctx.actor.locale)
  if (!layout.codes.includes('staff_number')) return
  const ids = groups.flatMap(({ keys }) => keys[0] ?? [])
  const { rows } = await sql<{ id: string; staffNumber: string }>`
    select id, staff_number from people.employee_fact where id = any (${ids}::uuid[])`.execute(ctx.db)
  const numbers = new Map(rows.map(({ id, staffNumber }) => [id, staffNumber]))
  for (const { keys, figures } of groups) {
    const said = numbers.get(keys[0] ?? '')
    if (said) figures.set('staff_number', { value: null, said })
  }
}
