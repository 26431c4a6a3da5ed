import { PlusOutlined } from '@ant-design/icons'
import { Button, Select, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type Jurisdiction, listJurisdictions } from '../contract.ts'
import { deskText as text } from '../desk-text.ts'
import {
  approveRules,
  discardRules,
  listRules,
  type RulesVersion,
  sendBackRules,
  submitRules,
  writeRules,
} from '../gate-contract.ts'
import { differencesOf, factsOf, type RuleDifference, ruleStateWords, weekLines } from '../rule-words.ts'
import type { CallingRules, RuleState } from '../rules.ts'
import { type RulesBase, RulesForm } from './RulesForm.tsx'
import style from './rules.module.css'

const tones: Record<RuleState, Tone> = { draft: 'quiet', submitted: 'warn', approved: 'info' }
const State = ({ version }: { version: RulesVersion }) =>
  version.inForce ? (
    <StateTag tone="ok" text={text.inForce} />
  ) : (
    <StateTag tone={tones[version.state]} text={ruleStateWords[version.state]} />
  )

/** What rules say, with the days of a week told together. */
const RuleFacts = ({ rules }: { rules: CallingRules }) => {
  const say = useWords()
  const week = weekLines(rules.hours.windows).map(({ days, hours }) => ({ key: days.en, name: days, value: hours }))
  return (
    <dl className={style.facts}>
      {[...week, ...factsOf(rules).filter(({ key }) => !key.startsWith('hours.'))].map(({ key, name, value }) => (
        <div key={key}>
          <dt>{say(name)}</dt>
          <dd>{say(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

const differenceColumns: readonly Column<RuleDifference>[] = [
  { key: 'rule', title: text.rule, width: 260, show: ({ name }) => <Words of={name} /> },
  {
    key: 'before',
    title: text.now,
    show: ({ before, after }) => (
      <span className={after ? '' : (style.before ?? '')}>
        <Words of={before ?? text.absent} />
      </span>
    ),
  },
  {
    key: 'after',
    title: text.after,
    show: ({ after }) => (
      <strong>
        <Words of={after ?? text.absent} />
      </strong>
    ),
  },
]
const Comparison = ({ one, other }: { one: RulesVersion | undefined; other: RulesVersion | undefined }) => {
  if (!one || !other) return <Nothing words={text.nothingInForce} />
  const rows = differencesOf(one.rules, other.rules)
  const asked = { data: rows, error: null, isPending: false, isFetching: false, refetch: () => undefined }
  return (
    <DataTable
      name="rule-differences"
      asked={asked}
      columns={differenceColumns}
      rowKey={({ key }) => key}
      empty={{ words: text.noDifference }}
    />
  )
}

const useMoves = () => {
  const say = useWords()
  const confirm = useConfirm()
  const refresh = [listRules]
  const submit = useDo(submitRules, { refresh, done: text.submitted })
  const approve = useDo(approveRules, { refresh, done: text.approvedDone })
  const sendBack = useDo(sendBackRules, { refresh, done: text.sentBack })
  const discard = useDo(discardRules, { refresh, done: text.discarded })
  const named = ({ id, version }: RulesVersion) => ({ params: { rulesId: id }, body: { version } })
  return {
    submit: (version: RulesVersion) => submit.mutate(named(version)),
    sendBack: (version: RulesVersion) => sendBack.mutate(named(version)),
    approve: async (version: RulesVersion) => {
      const title = say(text.approveTitle, String(version.number))
      if (await confirm({ title, body: text.approveBody, action: text.approve })) approve.mutate(named(version))
    },
    discard: async (version: RulesVersion) => {
      if (await confirm({ title: text.discardTitle, action: text.discard, danger: true }))
        discard.mutate({ params: { rulesId: version.id } })
    },
  }
}

type Open = { edit: (version: RulesVersion) => void; compare: (version: RulesVersion) => void }
const RowActions = ({ version, open }: { version: RulesVersion; open: Open }) => {
  const say = useWords()
  const may = useMay()
  const moves = useMoves()
  const link = (words: { zh: string; en: string }, onClick: () => unknown, danger = false) => (
    <Button type="link" size="small" danger={danger} onClick={() => void onClick()}>
      {say(words)}
    </Button>
  )
  const isDraft = version.state === 'draft' && may(writeRules)
  const isWaiting = version.state === 'submitted' && may(approveRules)
  return (
    <Space size={0}>
      {isDraft && link(text.change, () => open.edit(version))}
      {isDraft && link(text.submit, () => moves.submit(version))}
      {isWaiting && link(text.approve, () => moves.approve(version))}
      {isWaiting && link(text.sendBack, () => moves.sendBack(version))}
      {!version.inForce && link(text.compare, () => open.compare(version))}
      {isDraft && link(text.discard, () => moves.discard(version), true)}
    </Space>
  )
}

const Who = ({ name, at, words }: { name: string; at: string | null; words?: { zh: string; en: string } }) =>
  words ? (
    <Words of={words} />
  ) : (
    <>
      {name || '–'} {at && <Moment at={at} grain="dayTime" />}
    </>
  )
const columnsWith = (open: Open): readonly Column<RulesVersion>[] => [
  { key: 'number', title: text.versionNumber, width: 70, number: true, show: ({ number }) => number },
  { key: 'state', title: text.state, width: 130, show: (version) => <State version={version} /> },
  {
    key: 'effectiveFrom',
    title: text.effectiveFrom,
    width: 170,
    show: ({ effectiveFrom, cameWithProduct }) => (cameWithProduct ? '–' : <Moment at={effectiveFrom} />),
  },
  {
    key: 'written',
    title: text.written,
    width: 170,
    show: ({ cameWithProduct, writtenAt, writtenByName }) => (
      <Who name={writtenByName} at={writtenAt} {...(cameWithProduct ? { words: text.cameWithProduct } : {})} />
    ),
  },
  {
    key: 'approved',
    title: text.approved,
    width: 170,
    show: ({ cameWithProduct, approvedAt, approvedByName }) =>
      cameWithProduct ? '–' : <Who name={approvedByName} at={approvedAt} />,
  },
  { key: 'note', title: text.note, show: ({ note }) => <p className={style.note}>{note}</p> },
  {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 230,
    show: (version) => <RowActions version={version} open={open} />,
  },
]

const Chooser = ({
  laws,
  chosen,
  onChoose,
}: {
  laws: readonly Jurisdiction[]
  chosen: string
  onChoose: (code: string) => void
}) => {
  const say = useWords()
  return (
    <Select
      className={style.choose ?? ''}
      aria-label={say({ zh: '法域', en: 'Jurisdiction' })}
      value={chosen}
      options={laws.map(({ code, nameZh, nameEn }) => ({ value: code, label: say({ zh: nameZh, en: nameEn }) }))}
      onChange={onChoose}
    />
  )
}

/** What the gate asks before each dial, jurisdiction by jurisdiction: the version in force, drafts, and those before. */
export const RulesPage = () => {
  const say = useWords()
  const may = useMay()
  const laws = useAsk(listJurisdictions)
  const filters = useFilters(listRules.query)
  const jurisdiction = filters.values.jurisdiction ?? laws.data?.[0]?.code ?? 'cn'
  const versions = useAsk(listRules, { query: { jurisdiction } })
  const form = useDrawer<RulesBase>()
  const comparison = useDrawer<RulesVersion>()
  const inForce = versions.data?.find((version) => version.inForce)
  const open: Open = {
    compare: comparison.show,
    edit: (draft) => form.show({ jurisdiction, draft, from: draft }),
  }
  return (
    <PageFrame
      title={text.rules}
      help={text.rulesHelp}
      aside={
        <Chooser
          laws={laws.data ?? []}
          chosen={jurisdiction}
          onChoose={(code) => filters.set({ jurisdiction: code })}
        />
      }
      actions={
        may(writeRules) &&
        inForce && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => form.show({ jurisdiction, draft: undefined, from: inForce })}
          >
            {say(text.newDraft)}
          </Button>
        )
      }
    >
      <Sheet title={inForce ? say(text.inForceNumber, String(inForce.number)) : text.inForce}>
        <Shown asked={versions}>
          {() => (inForce ? <RuleFacts rules={inForce.rules} /> : <Nothing words={text.nothingInForce} />)}
        </Shown>
      </Sheet>
      <DataTable name="rules-versions" asked={versions} columns={columnsWith(open)} rowKey={({ id }) => id} />
      <RulesForm base={form.shown} open={form.open} onClose={form.close} />
      <DetailDrawer
        open={comparison.open}
        title={say(text.compareTitle, String(comparison.shown?.number ?? ''))}
        onClose={comparison.close}
        width={760}
      >
        <Comparison one={inForce} other={comparison.shown} />
      </DetailDrawer>
    </PageFrame>
  )
}
