import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Popover, Space, Switch, Tag } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { addRule, changeRule, listRules, type Rule, switchRule } from '../contract.ts'
import { peerWords, subjectWords, text } from '../text.ts'
import { useDictionary } from './use-dictionary.ts'

const On = ({ rule: { id, isOn } }: { rule: Rule }) => {
  const say = useWords()
  const may = useMay()
  const turn = useDo(switchRule, { refresh: [listRules], done: text.saved })
  return (
    <Switch
      size="small"
      aria-label={say(text.on)}
      checked={isOn}
      disabled={!may(switchRule)}
      loading={turn.isPending}
      onChange={(next) => turn.mutate({ params: { ruleId: id }, body: { isOn: next } })}
    />
  )
}

const LastLook = ({ rule: { looks } }: { rule: Rule }) => {
  const say = useWords()
  const [latest] = [...looks].sort((a, b) => b.at.localeCompare(a.at))
  if (!latest) return <>{say(text.noLook)}</>
  return (
    <Popover
      content={
        <ul>
          {looks.map(({ campaignId, campaignName, ...look }) => (
            <li key={campaignId}>
              {say(text.looked, { campaign: campaignName, ...look })}
              {look.judged > 0 && look.withoutPeers === look.judged && ` · ${say(text.noPeers)}`}
            </li>
          ))}
        </ul>
      }
    >
      <Button type="link" size="small" style={{ paddingInline: 0 }}>
        <Moment at={latest.at} />
      </Button>
    </Popover>
  )
}
const Measures = ({ rule }: { rule: Rule }) => {
  const say = useWords()
  const { nameOf } = useDictionary()
  return <>{rule.body.measures.map((code) => say(nameOf(code))).join(' · ')}</>
}
const Name = ({ rule }: { rule: Rule }) => {
  const say = useWords()
  return (
    <span>
      <Words of={rule.body.name} /> <Tag>{say(rule.code ? text.builtIn : text.ownRule)}</Tag>
    </span>
  )
}

const columns: readonly Column<Rule>[] = [
  { key: 'on', title: text.on, show: (rule) => <On rule={rule} />, width: 62 },
  { key: 'name', title: text.rule, show: (rule) => <Name rule={rule} />, width: 290 },
  { key: 'measures', title: text.measures, show: (rule) => <Measures rule={rule} />, width: 215 },
  { key: 'subject', title: text.subject, show: ({ body }) => <Words of={subjectWords[body.subject]} />, width: 80 },
  { key: 'peers', title: text.peerGroup, show: ({ body }) => <Words of={peerWords[body.peerGroup]} />, width: 92 },
  { key: 'window', title: text.windowDays, number: true, show: ({ body }) => body.windowDays, width: 84 },
  { key: 'unsettled', title: text.unsettled, number: true, show: ({ unsettled }) => unsettled, width: 80 },
  { key: 'looks', title: text.lastLook, show: (rule) => <LastLook rule={rule} />, width: 185 },
]

/** Every rule: the combinations of the product, and those written here. */
export const RuleListPage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const asked = useAsk(listRules)
  const open = (ruleId: string) => void navigate({ to: '/diagnosis-rules/$ruleId', params: { ruleId } } as never)
  return (
    <PageFrame
      title={text.rules}
      help={text.rulesHelp}
      actions={
        <Space>
          {may(addRule) && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')}>
              {say(text.addRule)}
            </Button>
          )}
        </Space>
      }
    >
      <DataTable
        name="diagnosisRules"
        asked={asked}
        columns={columns}
        rowKey={({ id }) => id}
        {...(may(changeRule) ? { onOpen: ({ id }: Rule) => open(id) } : {})}
      />
    </PageFrame>
  )
}
