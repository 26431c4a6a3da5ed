import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { outcomeWords } from '#domains/calls/text.ts'
import { gateWords, reasonWords, sayBlock } from '#domains/compliance/text.ts'
import { closeReasonWords } from '#domains/dialer/text.ts'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { lookUpNumber, NumberQuery, type NumberStory } from '../contract.ts'
import { contactStateWords, text } from '../text.ts'
import style from './oversight.module.css'

const fields: readonly SearchField[] = [{ kind: 'text', name: 'number', label: text.wholeNumber }]
const wordsOf = (words: Readonly<Record<string, { zh: string; en: string }>>, code: string) =>
  words[code] ?? { zh: code, en: code }

const forbidden: readonly Column<NumberStory['doNotCall'][number]>[] = [
  {
    key: 'state',
    title: text.state,
    width: 110,
    show: ({ holds }) => <StateTag tone={holds ? 'alarm' : 'quiet'} text={holds ? text.holds : text.lifted} />,
  },
  {
    key: 'kind',
    title: text.scope,
    width: 180,
    show: ({ kind, campaignName }) => campaignName ?? <Words of={wordsOf(gateWords.doNotCallKind, kind)} />,
  },
  { key: 'reason', title: text.reason, show: ({ reason }) => <Words of={reasonWords(reason)} /> },
  { key: 'since', title: text.since, width: 180, show: ({ since }) => <Moment at={since} /> },
  {
    key: 'until',
    title: text.ends,
    width: 140,
    show: ({ until, endedAt }) =>
      (endedAt ?? until) ? <Moment at={endedAt ?? until} grain="day" /> : <Words of={text.forEver} />,
  },
]
const consent: readonly Column<NumberStory['consent'][number]>[] = [
  {
    key: 'act',
    title: text.consent,
    width: 120,
    show: ({ act }) => <StateTag tone={act === 'given' ? 'ok' : 'alarm'} text={wordsOf(gateWords.consentAct, act)} />,
  },
  {
    key: 'purpose',
    title: text.purpose,
    show: ({ purpose }) => <Words of={wordsOf(gateWords.consentPurpose, purpose)} />,
  },
  {
    key: 'channel',
    title: text.channel,
    show: ({ channel }) => <Words of={wordsOf(gateWords.consentChannel, channel)} />,
  },
  { key: 'at', title: text.since, width: 180, show: ({ at }) => <Moment at={at} /> },
]
const contacts: readonly Column<NumberStory['contacts'][number]>[] = [
  {
    key: 'campaign',
    title: text.campaign,
    show: ({ campaignId, campaignName }) => (
      <Link to={'/campaigns/$campaignId' as string} params={{ campaignId } as never}>
        {campaignName}
      </Link>
    ),
  },
  {
    key: 'state',
    title: text.state,
    width: 130,
    show: ({ state }) => <Words of={wordsOf(contactStateWords, state)} />,
  },
  {
    key: 'closed',
    title: text.closeReason,
    width: 180,
    show: ({ closeReason }) => (closeReason ? <Words of={closeReasonWords(closeReason)} /> : '–'),
  },
  {
    key: 'attempts',
    title: text.attempts,
    width: 80,
    number: true,
    show: ({ attempts }) => <Count value={attempts} />,
  },
  {
    key: 'due',
    title: text.dueAt,
    width: 180,
    show: ({ state, dueAt }) => (state === 'closed' ? '–' : <Moment at={dueAt} />),
  },
]
const blocks: readonly Column<NumberStory['blocks'][number]>[] = [
  { key: 'at', title: text.lastAt, width: 180, show: ({ lastAt }) => <Moment at={lastAt} /> },
  {
    key: 'reason',
    title: text.reason,
    show: ({ rule, params }) => (
      <p className={style.reason}>
        <Words of={sayBlock(rule, params)} />
      </p>
    ),
  },
  { key: 'campaign', title: text.campaign, width: 170, show: ({ campaignName }) => campaignName ?? '–' },
  { key: 'count', title: text.times, width: 80, number: true, show: ({ count }) => <Count value={count} /> },
]
const calls: readonly Column<NumberStory['calls'][number]>[] = [
  {
    key: 'at',
    title: text.recentCalls,
    width: 200,
    show: ({ id, placedAt }) => (
      <Link to={'/calls/$callId' as string} params={{ callId: id } as never}>
        <Moment at={placedAt} />
      </Link>
    ),
  },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName ?? '–' },
  { key: 'callerId', title: text.callerId, width: 160, show: ({ callerId }) => callerId || '–' },
  {
    key: 'outcome',
    title: text.outcome,
    width: 180,
    show: ({ outcome }) => {
      const words = outcomeWords(outcome)
      return words ? <Words of={words} /> : '–'
    },
  },
]

type PartProps<Row> = {
  title: { zh: string; en: string }
  name: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  none?: { zh: string; en: string }
}
const Part = <Row extends object>({ title, name, rows, columns, none = text.nothing }: PartProps<Row>): ReactNode => (
  <Sheet title={title} flush={rows.length > 0}>
    {rows.length === 0 ? (
      <Words of={none} />
    ) : (
      <DataTable
        name={name}
        asked={{ data: rows, error: null, isPending: false, isFetching: false, refetch: () => undefined }}
        columns={columns}
        rowKey={(row) => JSON.stringify(row)}
      />
    )}
  </Sheet>
)

const Story = ({ story }: { story: NumberStory }) => {
  const isForbidden = story.doNotCall.some(({ holds }) => holds)
  return (
    <div className={style.gap}>
      <div className={style.verdict}>
        <strong className="ca-number">{story.number}</strong>
        {story.customerName && <span>{story.customerName}</span>}
        <StateTag tone={isForbidden ? 'alarm' : 'ok'} text={isForbidden ? text.mustNotBeCalled : text.mayBeCalled} />
      </div>
      <Part title={text.heldBack} name="story-blocks" rows={story.blocks} columns={blocks} />
      <Part
        title={text.inCampaigns}
        name="story-contacts"
        rows={story.contacts}
        columns={contacts}
        none={text.notInLists}
      />
      <Part title={text.doNotCall} name="story-forbidden" rows={story.doNotCall} columns={forbidden} />
      <Part title={text.consent} name="story-consent" rows={story.consent} columns={consent} />
      <Part title={text.recentCalls} name="story-calls" rows={story.calls} columns={calls} />
    </div>
  )
}

/** One number: how it stands everywhere, and why it was not dialled. */
export const LookUpPage = () => {
  const filters = useFilters(NumberQuery)
  const { number } = filters.values
  const story = useAsk(lookUpNumber, { query: { number: number ?? '' } }, { when: Boolean(number), keep: false })
  return (
    <PageFrame title={text.lookUp} help={text.lookUpHelp}>
      <SearchForm fields={fields} filters={filters} />
      {number ? <Shown asked={story}>{(told) => <Story story={told} />}</Shown> : <Nothing words={text.lookUpFirst} />}
    </PageFrame>
  )
}
