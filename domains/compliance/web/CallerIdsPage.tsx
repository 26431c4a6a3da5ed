import { PlusOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatNumber } from '#web/ui/format.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type CallerId, type CallerIdUse, callerIdContract as contract, type RestRule } from '../caller-id-contract.ts'
import { type CallerIdState, callerIdStates, kindWords, purposeWords } from '../caller-ids.ts'
import { callerIdCauseWords, callerIdStateWords, deskText as text } from '../desk-text.ts'
import { FlagsDrawer } from './CallerIdFlags.tsx'
import { CallerIdForm, RestForm, RestRuleForm } from './CallerIdForm.tsx'
import style from './rules.module.css'

const fields: readonly SearchField[] = [
  { kind: 'text', name: 'search', label: text.search },
  {
    kind: 'select',
    name: 'state',
    label: text.state,
    options: callerIdStates.map((value) => ({ value, text: callerIdStateWords[value] })),
  },
]
const tones: Record<CallerIdState, Tone> = { inUse: 'ok', resting: 'warn', retired: 'quiet' }
const limit = (value: number | null): string => (value === null ? '∞' : formatNumber(value))

const State = ({ state, stateNote, stateWords, stateByName, stateSince, restUntil }: CallerId) => (
  <>
    <StateTag tone={tones[state]} text={callerIdStateWords[state]} />
    {restUntil && (
      <span className={style.until}>
        <Words of={text.until} /> <Moment at={restUntil} grain="dayTime" />
      </span>
    )}
    {(state !== 'inUse' || stateWords) && (
      <p className={style.note}>
        {stateWords ? <Words of={stateWords} /> : stateNote}
        <br />
        {stateByName || <Words of={text.byRule} />} · <Moment at={stateSince} grain="dayTime" />
      </p>
    )}
  </>
)
const UseNow = ({ use }: { use: CallerIdUse | undefined }) => {
  if (!use) return <>–</>
  return (
    <span className="ca-number">
      {formatNumber(use.concurrent)} / {formatNumber(use.inHour)} / {formatNumber(use.inDay)}
      {use.cause && <StateTag tone="warn" text={callerIdCauseWords[use.cause]} />}
    </span>
  )
}

const columnsWith = (
  useOf: (number: string) => CallerIdUse | undefined,
  onFlags: (callerId: CallerId) => void,
): readonly Column<CallerId>[] => [
  {
    key: 'number',
    title: text.number,
    width: 120,
    show: ({ number }) => <strong className="ca-number">{number}</strong>,
  },
  { key: 'kind', title: text.kind, width: 96, show: ({ kind }) => <Words of={kindWords[kind]} /> },
  { key: 'state', title: text.state, width: 190, show: (callerId) => <State {...callerId} /> },
  {
    key: 'use',
    title: text.useNow,
    explain: text.useNowHelp,
    width: 150,
    show: ({ number }) => <UseNow use={useOf(number)} />,
  },
  {
    key: 'flags',
    title: text.openFlags,
    width: 60,
    show: (callerId) => (
      <Button type="link" size="small" danger={callerId.openFlags > 0} onClick={() => onFlags(callerId)}>
        {formatNumber(callerId.openFlags)}
      </Button>
    ),
  },
  { key: 'owner', title: text.owner, width: 130, show: ({ ownerName }) => ownerName },
  { key: 'purpose', title: text.purpose, width: 110, show: ({ purpose }) => <Words of={purposeWords[purpose]} /> },
  { key: 'region', title: text.region, width: 90, hidden: true, show: ({ region }) => region || '–' },
  { key: 'licence', title: text.licence, width: 160, hidden: true, show: ({ licence }) => licence || '–' },
  {
    key: 'limits',
    title: text.limits,
    width: 130,
    show: ({ concurrentLimit, hourLimit, dayLimit }) => (
      <span className="ca-number">
        {limit(concurrentLimit)} / {limit(hourLimit)} / {limit(dayLimit)}
      </span>
    ),
  },
]

const useActions = (onChange: (one: CallerId) => void, onRest: (one: CallerId) => void): Column<CallerId> => {
  const say = useWords()
  const confirm = useConfirm()
  const refresh = [contract.listCallerIds, contract.getCallerIdUse]
  const move = useDo(contract.moveCallerId, { refresh, done: text.stateChanged })
  const put = ({ id, version }: CallerId, state: CallerIdState) =>
    move.mutate({ params: { callerIdId: id }, body: { state, version } })
  const retire = async (one: CallerId) => {
    const title = say(text.retireTitle, one.number)
    if (await confirm({ title, body: text.retireBody, action: text.retire, danger: true })) put(one, 'retired')
  }
  const link = (words: { zh: string; en: string }, onClick: () => unknown) => (
    <Button type="link" size="small" onClick={() => void onClick()}>
      {say(words)}
    </Button>
  )
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 190,
    show: (one) => (
      <Space size={0}>
        {link(text.change, () => onChange(one))}
        {one.state === 'inUse' ? link(text.rest, () => onRest(one)) : link(text.wake, () => put(one, 'inUse'))}
        {one.state !== 'retired' && link(text.retire, () => retire(one))}
      </Space>
    ),
  }
}

/** The numbers we call under: whose they are, what they are for, how much they may be and are used. */
export const CallerIdsPage = () => {
  const say = useWords()
  const mayKeep = useMay()(contract.addCallerId)
  const filters = useFilters(contract.listCallerIds.query)
  const numbers = useAsk(contract.listCallerIds, { query: filters.values })
  const uses = useAsk(contract.getCallerIdUse, {}, { everyMs: 10_000 })
  const editor = useDrawer<CallerId>()
  const rest = useDrawer<CallerId>()
  const flags = useDrawer<CallerId>()
  const rule = useAsk(contract.getRestRule)
  const ruleForm = useDrawer<RestRule>()
  const actions = useActions(editor.show, rest.show)
  const columns = columnsWith((number) => uses.data?.find((use) => use.number === number), flags.show)
  const byRule = mayKeep && (
    <Button onClick={() => rule.data && ruleForm.show(rule.data)} loading={rule.isPending}>
      {say(text.restRule)}
    </Button>
  )
  const add = mayKeep && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.addNumber)}
    </Button>
  )
  return (
    <PageFrame
      title={text.callerIds}
      help={text.callerIdsHelp}
      actions={
        <Space>
          {byRule}
          {add}
        </Space>
      }
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="caller-ids"
        asked={numbers}
        columns={mayKeep ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        paging={filters.pages}
        filters={filters}
        empty={{ words: text.noCallerIds, next: add }}
      />
      <CallerIdForm shown={editor.shown} open={editor.open} onClose={editor.close} />
      <RestForm shown={rest.shown} open={rest.open} onClose={rest.close} />
      <RestRuleForm shown={ruleForm.shown} open={ruleForm.open} onClose={ruleForm.close} />
      <FlagsDrawer shown={flags.shown} open={flags.open} onClose={flags.close} />
    </PageFrame>
  )
}
