import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { listCampaigns } from '#domains/campaigns/contract.ts'
import {
  addDoNotCall,
  complianceContract,
  type DoNotCall,
  type DoNotCallForm,
  endDoNotCall,
  listDoNotCall,
  readListedNumber,
} from '#domains/compliance/contract.ts'
import { gateWords, reasonWords, text as ruleText } from '#domains/compliance/text.ts'
import { RevealNumber } from '#domains/customers/web/public.tsx'
import { call } from '#web/client/call.ts'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, SelectField, TextField } from '#web/ui/fields.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { startOfDay } from '#web/ui/moments.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { text } from '../text.ts'
import style from './oversight.module.css'

const fields: readonly SearchField[] = [{ kind: 'text', name: 'number', label: ruleText.searchNumber }]

const Origin = ({ callId, saidToName }: DoNotCall) => {
  const say = useWords()
  if (!callId) return <>{saidToName || say(ruleText.byHand)}</>
  return (
    <Link to={'/calls/$callId' as string} params={{ callId } as never} title={say(ruleText.openCall)}>
      {say(ruleText.fromCall)}
    </Link>
  )
}
const isOver = ({ endedAt, until }: DoNotCall): boolean =>
  endedAt !== null || (until !== null && Date.parse(until) <= Date.now())
const Standing = ({ entry }: { entry: DoNotCall }) =>
  isOver(entry) ? <StateTag tone="quiet" text={text.lifted} /> : <StateTag tone="alarm" text={text.holds} />

const useCampaignNames = () => {
  const may = useMay()
  const campaigns = useAsk(listCampaigns, { query: { pageSize: 200 } }, { when: may(listCampaigns) })
  const rows = campaigns.data?.rows ?? []
  return {
    options: rows.map(({ id, name }) => ({ value: id, text: name })),
    nameOf: (id: string | null) => rows.find((row) => row.id === id)?.name,
  }
}
type NameOf = (id: string | null) => string | undefined

const columnsWith = (nameOf: NameOf): readonly Column<DoNotCall>[] => [
  {
    key: 'number',
    title: ruleText.number,
    width: 150,
    show: ({ id, number }) => (
      <RevealNumber
        masked={number}
        read={(reason) => call(readListedNumber, { params: { kind: 'doNotCall', id }, body: { reason } })}
      />
    ),
  },
  { key: 'state', title: text.state, width: 110, show: (entry) => <Standing entry={entry} /> },
  {
    key: 'kind',
    title: text.scope,
    width: 150,
    show: ({ kind, campaignId }) =>
      nameOf(campaignId) ?? <Words of={gateWords.doNotCallKind[kind] ?? { zh: kind, en: kind }} />,
  },
  { key: 'reason', title: ruleText.reason, show: ({ reason }) => <Words of={reasonWords(reason)} /> },
  { key: 'from', title: ruleText.from, width: 130, show: (entry) => <Origin {...entry} /> },
  { key: 'since', title: ruleText.since, width: 165, show: ({ since }) => <Moment at={since} /> },
  {
    key: 'until',
    title: text.ends,
    width: 130,
    show: ({ until, endedAt }) =>
      (endedAt ?? until) ? <Moment at={endedAt ?? until} grain="day" /> : <Words of={text.forEver} />,
  },
]

type Filled = Pick<DoNotCallForm, 'number' | 'reason' | 'kind' | 'campaignId' | 'proof'> & { untilDay?: string }
type Options = readonly { value: string; text: string }[]
const ScopeFields = ({ campaigns }: { campaigns: Options }) => {
  const kind = Form.useWatch('kind', Form.useFormInstance<Filled>())
  return (
    <>
      <SelectField
        name="kind"
        label={text.scope}
        help={text.scopeHelp}
        required
        options={Object.entries(gateWords.doNotCallKind).map(([value, words]) => ({ value, text: words }))}
      />
      {kind === 'campaign' && <SelectField name="campaignId" label={text.campaign} options={campaigns} required />}
      {kind !== 'customer' && <DayField name="untilDay" label={text.ends} help={text.untilHelp} />}
    </>
  )
}
const AddForm = ({ open, onClose, campaigns }: { open: boolean; onClose: () => void; campaigns: Options }) => {
  const zone = useTimeZone()
  const add = useDo(addDoNotCall, { refresh: [listDoNotCall], done: ruleText.added, onDone: onClose })
  const save = ({ untilDay, campaignId, ...filled }: Filled) =>
    add.mutateAsync({
      body: {
        ...filled,
        campaignId: filled.kind === 'campaign' ? (campaignId ?? null) : null,
        until: untilDay && filled.kind !== 'customer' ? startOfDay(untilDay, zone) : null,
      },
    })
  return (
    <FormDrawer<Filled>
      open={open}
      title={ruleText.add}
      action={ruleText.add}
      values={{ kind: 'customer', proof: '' }}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="number" label={ruleText.number} help={ruleText.numberHelp} max={30} required />
      <NoteField name="reason" label={ruleText.reason} help={ruleText.reasonHelp} max={200} required />
      <ScopeFields campaigns={campaigns} />
      <NoteField name="proof" label={text.proof} help={text.proofHelp} max={2000} />
    </FormDrawer>
  )
}

const EndForm = ({ entry, open, onClose }: { entry: DoNotCall | undefined; open: boolean; onClose: () => void }) => {
  const end = useDo(endDoNotCall, { refresh: [listDoNotCall], done: text.lifted, onDone: onClose })
  return (
    <FormDrawer<{ reason: string }>
      open={open}
      title={text.endIt}
      action={text.endIt}
      values={{ reason: '' }}
      onClose={onClose}
      onSave={async (body) => entry && end.mutateAsync({ params: { entryId: entry.id }, body })}
    >
      <NoteField name="reason" label={text.endReason} required />
    </FormDrawer>
  )
}

const Details = ({ entry, nameOf }: { entry: DoNotCall; nameOf: NameOf }) => (
  <Facts
    items={[
      { name: text.state, value: <Standing entry={entry} /> },
      {
        name: text.scope,
        value: nameOf(entry.campaignId) ?? (
          <Words of={gateWords.doNotCallKind[entry.kind] ?? { zh: entry.kind, en: entry.kind }} />
        ),
      },
      { name: ruleText.reason, value: <Words of={reasonWords(entry.reason)} />, wide: true },
      { name: text.proof, value: entry.proof || '–', wide: true },
      { name: ruleText.since, value: <Moment at={entry.since} grain="second" /> },
      { name: ruleText.from, value: <Origin {...entry} /> },
      { name: text.ends, value: entry.until ? <Moment at={entry.until} /> : <Words of={text.forEver} /> },
      ...(entry.endedAt
        ? [
            { name: text.lifted, value: <Moment at={entry.endedAt} /> },
            { name: text.endIt, value: entry.endedByName || '–' },
            { name: text.endReason, value: entry.endedReason, wide: true },
          ]
        : []),
    ]}
  />
)

const endColumn = (onEnd: (entry: DoNotCall) => void, words: string): Column<DoNotCall> => ({
  key: 'actions',
  title: text.actions,
  fixed: 'end',
  width: 90,
  show: (entry) =>
    entry.kind !== 'customer' &&
    !isOver(entry) && (
      <Button type="link" size="small" onClick={() => onEnd(entry)}>
        {words}
      </Button>
    ),
})

/** Whom nobody calls: search one number, see its history with proof, add one with its scope, end our own decisions. */
export const DoNotCallPage = () => {
  const say = useWords()
  const mayKeep = useMay()(addDoNotCall)
  const filters = useFilters(complianceContract.listDoNotCall.query)
  const numbers = useAsk(listDoNotCall, { query: filters.values })
  const { options, nameOf } = useCampaignNames()
  const form = useDrawer()
  const details = useDrawer<DoNotCall>()
  const ending = useDrawer<DoNotCall>()
  const columns = columnsWith(nameOf)
  const add = mayKeep && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => form.show()}>
      {say(ruleText.add)}
    </Button>
  )
  return (
    <PageFrame
      title={ruleText.doNotCall}
      help={ruleText.help}
      actions={
        <span className={style.buttons}>
          <Link to={'/registries' as string}>{say(text.nationalRegistries)}</Link>
          {add}
        </span>
      }
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="do-not-call"
        asked={numbers}
        columns={mayKeep ? [...columns, endColumn(ending.show, say(text.endIt))] : columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={details.show}
        empty={{ words: ruleText.noneYet, next: add }}
      />
      <AddForm open={form.open} onClose={form.close} campaigns={options} />
      <EndForm entry={ending.shown} open={ending.open} onClose={ending.close} />
      <DetailDrawer open={details.open} title={details.shown?.number ?? ruleText.doNotCall} onClose={details.close}>
        {details.shown && <Details entry={details.shown} nameOf={nameOf} />}
      </DetailDrawer>
    </PageFrame>
  )
}
