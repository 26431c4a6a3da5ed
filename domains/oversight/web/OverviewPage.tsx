import { Link } from '@tanstack/react-router'
import { listComplaints } from '#domains/complaints/contract.ts'
import { listHolidays, listJurisdictions, listRegistries, listRules } from '#domains/compliance/contract.ts'
import { ruleName } from '#domains/compliance/text.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { getOverview, listNumberHealth, type Overview } from '../contract.ts'
import { listSubjectRequests } from '../subject-contract.ts'
import { text } from '../text.ts'
import style from './oversight.module.css'

type Blocked = Overview['blocksToday'][number]
const blockColumns: readonly Column<Blocked>[] = [
  { key: 'rule', title: text.reason, show: ({ rule }) => <Words of={ruleName(rule)} /> },
  {
    key: 'contacts',
    title: text.contacts,
    width: 100,
    number: true,
    show: ({ contacts }) => <Count value={contacts} />,
  },
  { key: 'times', title: text.times, width: 100, number: true, show: ({ times }) => <Count value={times} /> },
]

const useRegistry = () => {
  const may = useMay()
  const registries = useAsk(listRegistries, {}, { when: may(listRegistries) })
  return registries.data?.filter(({ state }) => state === 'inForce') ?? []
}

const GateFigures = ({ told }: { told: Overview }) => {
  const say = useWords()
  const { blocksToday, doNotCall, dayBegan } = told
  const contacts = blocksToday.reduce((all, { contacts: some }) => all + some, 0)
  const times = blocksToday.reduce((all, row) => all + row.times, 0)
  return (
    <>
      <Figure
        name={text.blocksToday}
        explain={text.blocksTodayHelp}
        value={contacts}
        footnote={say(text.timesHeld, formatNumber(times))}
        to="/blocks"
        search={{ from: dayBegan }}
      />
      <Figure
        name={text.addedToday}
        value={doNotCall.addedToday}
        footnote={say(text.standing, formatNumber(doNotCall.standing))}
        to="/do-not-call"
      />
      <Figure
        name={text.effectTime}
        explain={text.effectTimeHelp}
        value={doNotCall.medianMs === null ? null : Math.round(doNotCall.medianMs)}
        suffix={text.ms}
        footnote={doNotCall.p99Ms === null ? undefined : say(text.p99, doNotCall.p99Ms)}
      />
      <Figure
        name={text.dialledAll}
        explain={text.dialledAllHelp}
        value={doNotCall.dialledAll24h}
        tone={doNotCall.dialledAll24h > 0 ? 'alarm' : 'ok'}
      />
    </>
  )
}
const KeepingFigures = ({ told }: { told: Overview }) => {
  const say = useWords()
  const { numbers, consent, retention } = told
  const [registry] = useRegistry()
  return (
    <>
      <Figure
        name={text.numbersToRest}
        explain={text.numbersToRestHelp}
        value={numbers.toRest}
        tone={numbers.toRest > 0 ? 'warn' : 'plain'}
        footnote={say(text.numbersWatched, {
          watch: formatNumber(numbers.toWatch),
          resting: formatNumber(numbers.resting),
        })}
        to="/number-health"
      />
      <Figure
        name={text.consent30d}
        value={consent.withdrawn30d}
        footnote={say(text.consentGiven, formatNumber(consent.given30d))}
        to="/consent"
      />
      <Figure
        name={text.registryAge}
        explain={text.registryAgeHelp}
        {...(registry ? { value: registry.ageDays, suffix: text.registryDays } : { said: say(text.noRegistry) })}
        to="/registries"
      />
      <Figure
        name={text.dueRecords}
        explain={text.dueRecordsHelp}
        value={retention.dueNow}
        footnote={retention.nextDue ? <NextDue at={retention.nextDue} /> : undefined}
        to="/retention"
      />
    </>
  )
}
/** What others keep and the officer answers for; each shown to whom it is for. */
const AnswerFigures = () => {
  const say = useWords()
  const may = useMay()
  const complaints = useAsk(listComplaints, { query: { limit: 1 } }, { when: may(listComplaints) })
  const requests = useAsk(listSubjectRequests, { query: { limit: 200 } }, { when: may(listSubjectRequests) })
  const open = requests.data?.rows.filter(({ state }) => !['done', 'refused'].includes(state)).length
  return (
    <>
      {may(listComplaints) && (
        <Figure
          name={text.openComplaints}
          value={complaints.data?.open}
          tone={complaints.data && complaints.data.overdue > 0 ? 'alarm' : 'plain'}
          footnote={complaints.data && say(text.overdueComplaints, formatNumber(complaints.data.overdue))}
          to="/complaints"
        />
      )}
      {may(listSubjectRequests) && <Figure name={text.openRequests} value={open} to="/subject-requests" />}
    </>
  )
}
const NextDue = ({ at }: { at: string }) => (
  <>
    <Words of={text.nextDeletion} /> <Moment at={at} grain="day" />
  </>
)

/** Something that waits for a person, and the page on which it is dealt with. */
type Task = { key: string; tone: Tone; words: string; to: string; search?: Record<string, string> }

const useRuleTasks = (): Task[] => {
  const say = useWords()
  const may = useMay()
  const rules = useAsk(listRules, {}, { when: may(listRules) })
  const holidays = useAsk(listHolidays, { query: { calendar: 'cn' } }, { when: may(listHolidays) })
  const laws = useAsk(listJurisdictions, {}, { when: may(listJurisdictions) })
  const nameOf = (code: string): string => {
    const law = laws.data?.find((one) => one.code === code)
    return law ? say({ zh: law.nameZh, en: law.nameEn }) : code
  }
  const waiting = (rules.data ?? []).filter(({ state }) => state === 'submitted')
  const missing = holidays.data?.missing ?? []
  return [
    ...waiting.map(
      ({ id, jurisdiction }): Task => ({
        key: id,
        tone: 'warn',
        words: say(text.rulesWaiting, nameOf(jurisdiction)),
        to: '/calling-rules',
        search: { jurisdiction },
      }),
    ),
    ...(missing.length > 0
      ? [
          {
            key: 'holidays',
            tone: 'warn' as const,
            words: say(text.holidaysMissing, missing.join(', ')),
            to: '/holidays',
          },
        ]
      : []),
  ]
}
const useNumberTasks = (): Task[] => {
  const say = useWords()
  const health = useAsk(listNumberHealth)
  const all = health.data ?? []
  const rested = all.filter(({ state, stateWords }) => state === 'resting' && stateWords !== null)
  const toRest = all.filter(({ advice, state }) => advice === 'rest' && state !== 'resting' && state !== 'retired')
  const task = ({ number }: { number: string }, words: typeof text.numberRests, tone: Tone): Task => ({
    ...{ key: number, tone, words: say(words, number), to: '/number-health' },
  })
  return [
    ...toRest.map((report) => task(report, text.numberRests, 'warn')),
    ...rested.map((report) => task(report, text.restedByRule, 'quiet')),
  ]
}

const ToDo = ({ told }: { told: Overview }) => {
  const say = useWords()
  const others = [...useRuleTasks(), ...useNumberTasks()]
  const count = told.doNotCall.dialledAll24h
  const alarm: Task[] =
    count > 0
      ? [{ key: 'dialled', tone: 'alarm', words: say(text.dialledForbidden, formatNumber(count)), to: '/calls' }]
      : []
  const tasks = [...alarm, ...others]
  if (tasks.length === 0) return <StateTag tone="ok" text={text.allWell} />
  return (
    <ul className={style.toDo}>
      {tasks.map(({ key, tone, words, to, search }) => (
        <li key={key}>
          <StateTag tone={tone} text={{ zh: words, en: words }} />
          <Link to={to} search={(search ?? {}) as never}>
            {say(text.open)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Where the compliance officer's day begins: what was held back, what took effect, what needs somebody. */
export const OverviewPage = () => {
  const overview = useAsk(getOverview, {}, { everyMs: 60_000 })
  return (
    <PageFrame title={text.desk} help={text.deskHelp}>
      <Shown asked={overview} rows={10}>
        {(told) => (
          <div className={style.gap}>
            <Grid least={220}>
              <GateFigures told={told} />
              <KeepingFigures told={told} />
              <AnswerFigures />
            </Grid>
            <div className={style.two}>
              <Sheet title={text.toDo}>
                <ToDo told={told} />
              </Sheet>
              <Sheet title={text.blocksByRule} flush>
                <DataTable
                  name="blocks-today"
                  asked={{ ...overview, data: told.blocksToday }}
                  columns={blockColumns}
                  rowKey={({ rule }) => rule}
                  empty={{ words: text.noBlocks }}
                />
              </Sheet>
            </div>
          </div>
        )}
      </Shown>
    </PageFrame>
  )
}
