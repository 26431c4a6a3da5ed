import { roles } from '#contract/role.ts'
import type { Download } from '#contract/route.ts'
import type { Locale, Words } from '#contract/words.ts'
import type { Context } from '#platform/context.ts'
import { type Cell, csvDownload } from '#platform/csv.ts'
import { dayIn } from '../../business-day.ts'
import type { Employee, EmployeeFilter } from '../../contract.ts'
import { leavingReasons } from '../../employee.ts'
import { text } from '../../text.ts'
import { timeZoneOf } from '../public.ts'
import { everyEmployee } from '../store/employees.ts'

const columns: readonly { heading: Words; cell: (employee: Employee, locale: Locale) => Cell }[] = [
  { heading: text.staffNumber, cell: ({ staffNumber }) => staffNumber },
  { heading: text.name, cell: ({ name }) => name },
  { heading: text.site, cell: ({ siteName }) => siteName },
  { heading: text.team, cell: ({ teamName }) => teamName },
  { heading: text.post, cell: ({ post }, locale) => roles[post][locale] },
  { heading: text.endpoint, cell: ({ endpoint }) => endpoint },
  {
    heading: text.skills,
    cell: ({ skills }, locale) => skills.map((skill) => text.skillWithLevel[locale](skill)).join('; '),
  },
  { heading: text.joinedOn, cell: ({ joinedOn }) => joinedOn },
  { heading: text.leftOn, cell: ({ leftOn }) => leftOn },
  {
    heading: text.leavingReason,
    cell: ({ leavingReason }, locale) => leavingReason && leavingReasons[leavingReason][locale],
  },
  { heading: text.leavingNote, cell: ({ leavingNote }) => leavingNote },
]

/** The employees found, in the language of whoever asks, read page by page while the file is sent. */
export const exportEmployees = async ({ db, actor, now }: Context, filter: EmployeeFilter): Promise<Download> => {
  const { locale } = actor
  const pages = async function* () {
    for await (const employees of everyEmployee(db, filter))
      yield employees.map((employee) => columns.map(({ cell }) => cell(employee, locale)))
  }
  return csvDownload(
    `${text.exportName[locale]}-${dayIn(await timeZoneOf(db, actor.id), now())}.csv`,
    columns.map(({ heading }) => heading[locale]),
    pages(),
  )
}
