import { Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, NumberField } from '#web/ui/fields.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import { formatNumber } from '#web/ui/format.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import {
  changeRetention,
  listRetention,
  listRetentionRuns,
  oversightContract,
  type RetentionRule,
  type RetentionRun,
  refusals,
  switchRetention,
} from '../contract.ts'
import { kindWords } from '../retention.ts'
import { text } from '../text.ts'
import style from './oversight.module.css'

const Days = ({ days }: { days: number }) => (
  <span className="ca-number">
    {formatNumber(days)} <Words of={text.days} />
  </span>
)
const Place = ({ of }: { of: RetentionRule['jurisdictionName'] }) => <Words of={of ?? text.allJurisdictions} />

const columns: readonly Column<RetentionRule>[] = [
  {
    key: 'jurisdiction',
    title: text.jurisdiction,
    width: 190,
    show: ({ jurisdictionName }) => <Place of={jurisdictionName} />,
  },
  { key: 'kind', title: text.kind, width: 102, show: ({ kind }) => <Words of={kindWords[kind]} /> },
  { key: 'least', title: text.least, width: 85, number: true, show: ({ leastDays }) => <Days days={leastDays} /> },
  { key: 'most', title: text.most, width: 85, number: true, show: ({ mostDays }) => <Days days={mostDays} /> },
  {
    key: 'deletes',
    title: text.deletion,
    width: 110,
    show: ({ deletes }) => <StateTag tone={deletes ? 'ok' : 'quiet'} text={deletes ? text.on : text.off} />,
  },
  { key: 'oldest', title: text.oldest, width: 122, show: ({ oldest }) => <Moment at={oldest} grain="day" /> },
  { key: 'nextDue', title: text.nextDeletion, width: 122, show: ({ nextDue }) => <Moment at={nextDue} grain="day" /> },
  { key: 'due', title: text.due, width: 62, number: true, show: ({ due }) => <Count value={due} /> },
  { key: 'kept', title: text.kept, width: 74, number: true, show: ({ kept }) => <Count value={kept} /> },
  {
    key: 'law',
    title: text.law,
    hidden: true,
    show: ({ lawZh, lawEn }) => (
      <p className={style.law}>
        <Words of={{ zh: lawZh, en: lawEn }} />
      </p>
    ),
  },
]

type Filled = Pick<RetentionRule, 'leastDays' | 'mostDays' | 'lawZh' | 'lawEn'>
const Editor = ({ rule, open, onClose }: { rule: RetentionRule | undefined; open: boolean; onClose: () => void }) => {
  const say = useWords()
  const change = useDo(changeRetention, { refresh: [listRetention], done: text.saved, onDone: onClose })
  return (
    <FormDrawer<Filled>
      open={open}
      title={text.changeRule}
      values={rule}
      onClose={onClose}
      onSave={async (filled) =>
        rule && change.mutateAsync({ params: { ruleId: rule.id }, body: { ...filled, version: rule.version } })
      }
    >
      <NumberField name="leastDays" label={text.least} least={0} most={36_500} unit={text.days} required />
      <NumberField
        name="mostDays"
        label={text.most}
        help={text.shorterSwitchesOff}
        least={1}
        most={36_500}
        unit={text.days}
        required
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, most: number | null) => {
              const least = Number(getFieldValue('leastDays') ?? 0)
              return most !== null && least > most
                ? Promise.reject(new Error(say(refusals.leastAboveMost.text, { least, most })))
                : Promise.resolve()
            },
          }),
        ]}
      />
      <NoteField name="lawZh" label={text.lawZh} rows={4} />
      <NoteField name="lawEn" label={text.lawEn} rows={4} />
    </FormDrawer>
  )
}

const useSwitch = () => {
  const say = useWords()
  const confirm = useConfirm()
  const turnOn = useDo(switchRetention, { refresh: [listRetention], done: text.switchedOn })
  const turnOff = useDo(switchRetention, { refresh: [listRetention], done: text.switchedOff })
  return async ({ id, kind, deletes, due, mostDays, version }: RetentionRule) => {
    const asked = { params: { ruleId: id }, body: { deletes: !deletes, seenDue: due, version } }
    if (deletes) return turnOff.mutate(asked)
    const isSure = await confirm({
      title: say(text.switchOnTitle, say(kindWords[kind])),
      body: say(text.switchOnBody, { due: formatNumber(due), most: formatNumber(mostDays) }),
      action: text.switchOn,
      danger: true,
    })
    if (isSure) turnOn.mutate(asked)
  }
}

const runColumns: readonly Column<RetentionRun>[] = [
  { key: 'at', title: text.runAt, width: 120, show: ({ at }) => <Moment at={at} grain="dayTime" /> },
  {
    key: 'what',
    title: text.kind,
    show: ({ kind, jurisdictionName }) => (
      <>
        <Words of={kindWords[kind]} /> · <Place of={jurisdictionName} />
      </>
    ),
  },
  { key: 'cutoff', title: text.cutoff, width: 130, show: ({ cutoff }) => <Moment at={cutoff} grain="day" /> },
  { key: 'due', title: text.due, width: 80, number: true, show: ({ due }) => <Count value={due} /> },
  { key: 'deleted', title: text.deleted, width: 80, number: true, show: ({ deleted }) => <Count value={deleted} /> },
  {
    key: 'result',
    title: text.runResult,
    width: 110,
    show: ({ failed, deletes }) => {
      if (failed) return <StateTag tone="alarm" text={text.failed} />
      return <StateTag tone={deletes ? 'ok' : 'quiet'} text={deletes ? text.on : text.dryRun} />
    },
  },
]
const Runs = () => {
  const filters = useLocalFilters(oversightContract.listRetentionRuns.query)
  const runs = useAsk(listRetentionRuns, { query: filters.values })
  return (
    <DataTable
      name="retention-runs"
      asked={runs}
      columns={runColumns}
      rowKey={({ id }) => id}
      paging={filters.cursor}
      empty={{ words: text.noRuns }}
    />
  )
}

/** How long each kind of record is kept, what is due, and what the nightly run did. */
export const RetentionPage = () => {
  const say = useWords()
  const mayKeep = useMay()(changeRetention)
  const rules = useAsk(listRetention)
  const editor = useDrawer<RetentionRule>()
  const runs = useDrawer()
  const turn = useSwitch()
  const actions: Column<RetentionRule> = {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 150,
    show: (rule) => (
      <Space size={0}>
        <Button type="link" size="small" onClick={() => editor.show(rule)}>
          {say(text.changeIt)}
        </Button>
        <Button type="link" size="small" danger={!rule.deletes} onClick={() => void turn(rule)}>
          {say(rule.deletes ? text.switchOff : text.switchOn)}
        </Button>
      </Space>
    ),
  }
  return (
    <PageFrame
      title={text.retention}
      help={text.retentionHelp}
      actions={<Button onClick={() => runs.show()}>{say(text.runs)}</Button>}
    >
      <DataTable
        name="retention"
        asked={rules}
        columns={mayKeep ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
      />
      <Editor rule={editor.shown} open={editor.open} onClose={editor.close} />
      <DetailDrawer open={runs.open} title={text.runs} onClose={runs.close} width={820}>
        <Runs />
      </DetailDrawer>
    </PageFrame>
  )
}
