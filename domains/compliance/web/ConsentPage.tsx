import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { RevealNumber } from '#domains/customers/web/public.tsx'
import { call } from '#web/client/call.ts'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, SelectField, TextField } from '#web/ui/fields.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { dayAt, startOfDay } from '#web/ui/moments.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { consentActWords, consentChannelWords, consentPurposeWords, deskText as text } from '../desk-text.ts'
import { type ConsentEvent, gateContract, listConsent, noteConsent, readListedNumber } from '../gate-contract.ts'
import {
  type ConsentAct,
  type ConsentChannel,
  type ConsentPurpose,
  consentChannels,
  consentPurposes,
} from '../rules.ts'
import style from './rules.module.css'

const fields: readonly SearchField[] = [{ kind: 'text', name: 'number', label: text.customerOrNumber }]

const Proof = ({ evidence, callId }: ConsentEvent) => {
  const say = useWords()
  return (
    <>
      {evidence ? <p className={style.note}>{evidence}</p> : !callId && say(text.noEvidence)}
      {callId && (
        <Link to={'/calls/$callId' as string} params={{ callId } as never}>
          {say(text.openCall)}
        </Link>
      )}
    </>
  )
}

const columns: readonly Column<ConsentEvent>[] = [
  {
    key: 'number',
    title: text.number,
    width: 180,
    show: ({ id, number }) =>
      number === null ? (
        '–'
      ) : (
        <RevealNumber
          masked={number}
          read={(reason) => call(readListedNumber, { params: { kind: 'consent', id }, body: { reason } })}
        />
      ),
  },
  {
    key: 'act',
    title: text.act,
    width: 120,
    show: ({ act }) => <StateTag tone={act === 'given' ? 'ok' : 'alarm'} text={consentActWords[act]} />,
  },
  {
    key: 'purpose',
    title: text.purpose,
    width: 110,
    show: ({ purpose }) => <Words of={consentPurposeWords[purpose]} />,
  },
  {
    key: 'channel',
    title: text.channel,
    width: 110,
    show: ({ channel }) => <Words of={consentChannelWords[channel]} />,
  },
  { key: 'at', title: text.saidAt, width: 180, show: ({ at }) => <Moment at={at} /> },
  { key: 'evidence', title: text.evidence, show: (event) => <Proof {...event} /> },
  { key: 'source', title: text.source, width: 130, show: ({ source }) => source || '–', hidden: true },
  {
    key: 'by',
    title: text.notedBy,
    width: 170,
    show: ({ byName, notedAt }) => (
      <>
        {byName || '–'} <Moment at={notedAt} grain="dayTime" />
      </>
    ),
  },
]

type Filled = {
  number: string
  purpose: ConsentPurpose
  channel: ConsentChannel
  day: string
  evidence: string
  source: string
}
/** What is noted: consent given or taken back, of whom where that is known already. */
type Wanted = { act: ConsentAct; of?: ConsentEvent }

const NoteForm = ({ wanted, open, onClose }: { wanted: Wanted | undefined; open: boolean; onClose: () => void }) => {
  const zone = useTimeZone()
  const today = dayAt(Date.now(), zone)
  const note = useDo(noteConsent, { refresh: [listConsent], done: text.consentNoted, onDone: onClose })
  const act = wanted?.act ?? 'given'
  const of = wanted?.of
  const save = ({ day, number, ...filled }: Filled) =>
    note.mutateAsync({
      body: {
        ...filled,
        act,
        ...(of ? { ofEventId: of.id } : { number }),
        // Of today: said just now, so that it comes after what was noted this morning.
        ...(day === today ? {} : { at: startOfDay(day, zone) }),
      },
    })
  const values = of
    ? { number: of.number ?? '', purpose: of.purpose, channel: of.channel }
    : { purpose: 'sales' as const, channel: 'call' as const }
  return (
    <FormDrawer<Filled>
      open={open}
      title={act === 'given' ? text.noteConsent : text.withdrawConsent}
      values={{ ...values, day: today, evidence: '', source: '' }}
      onClose={onClose}
      onSave={save}
    >
      {!of && <TextField name="number" label={text.customerOrNumber} max={30} required />}
      <SelectField
        name="purpose"
        label={text.purpose}
        required
        options={consentPurposes.map((value) => ({ value, text: consentPurposeWords[value] }))}
      />
      <SelectField
        name="channel"
        label={text.channel}
        required
        options={consentChannels.map((value) => ({ value, text: consentChannelWords[value] }))}
      />
      <DayField name="day" label={text.saidAt} required />
      <NoteField
        name="evidence"
        label={text.evidence}
        help={text.evidenceHelp}
        max={2000}
        rows={4}
        required={act === 'given'}
      />
      <TextField name="source" label={text.source} />
    </FormDrawer>
  )
}

/** Who agreed to be called about what, and who took it back: every word of it, with its proof. */
export const ConsentPage = () => {
  const say = useWords()
  const mayKeep = useMay()(noteConsent)
  const filters = useFilters(gateContract.listConsent.query)
  const events = useAsk(listConsent, { query: filters.values })
  const form = useDrawer<Wanted>()
  const withdraw: Column<ConsentEvent> = {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 90,
    show: (event) =>
      event.act === 'given' && (
        <Button type="link" size="small" danger onClick={() => form.show({ act: 'withdrawn', of: event })}>
          {say(text.withdraw)}
        </Button>
      ),
  }
  const buttons = mayKeep && (
    <Space>
      <Button onClick={() => form.show({ act: 'withdrawn' })}>{say(text.withdrawConsent)}</Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => form.show({ act: 'given' })}>
        {say(text.noteConsent)}
      </Button>
    </Space>
  )
  return (
    <PageFrame title={text.consent} help={text.consentHelp} actions={buttons}>
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="consent"
        asked={events}
        columns={mayKeep ? [...columns, withdraw] : columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        empty={{ words: text.noConsent }}
      />
      <NoteForm wanted={form.shown} open={form.open} onClose={form.close} />
    </PageFrame>
  )
}
