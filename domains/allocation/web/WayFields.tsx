import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Radio, Select, Space, Switch } from 'antd'
import type { ReactNode } from 'react'
import { listSkills, listTeams } from '#domains/people/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { SelectField } from '#web/ui/fields.tsx'
import { text } from '../text.ts'
import { testCodes, tests } from '../way.ts'
import { type AgentChoice, asOptions } from './use-agents.ts'
import type { Filled } from './way-form.ts'

/** "Attribute – is – value" in a row. */
export const ConditionFields = ({ at }: { at: readonly (string | number)[] }) => {
  const say = useWords()
  const name = (field: string) => [...at, field] as string[]
  return (
    <Space.Compact block>
      <Form.Item name={name('attribute')} noStyle>
        <Input placeholder={say(text.attributeName)} aria-label={say(text.attributeName)} maxLength={80} />
      </Form.Item>
      <Form.Item name={name('test')} noStyle initialValue="is">
        <Select
          aria-label={say(text.conditions)}
          style={{ width: 130 }}
          options={testCodes.map((value) => ({ value, label: say(tests[value]) }))}
        />
      </Form.Item>
      <Form.Item name={name('value')} noStyle>
        <Input placeholder={say(text.valueOf)} aria-label={say(text.valueOf)} maxLength={200} />
      </Form.Item>
    </Space.Compact>
  )
}

const Rules = ({ name, children }: { name: 'skills' | 'teams'; children: (at: number) => ReactNode }) => {
  const say = useWords()
  return (
    <Form.List name={name} initialValue={[{}]}>
      {(rows, { add, remove }) => (
        <Form.Item label={say(text.rulesOfWay)} extra={say(text.always)}>
          {rows.map(({ key, name: at }) => (
            <div key={key} style={{ display: 'grid', gap: 6, marginBottom: 12 }}>
              <ConditionFields at={[at]} />
              <Space>
                {children(at)}
                <Button
                  type="text"
                  danger
                  icon={<DeleteOutlined />}
                  aria-label={say({ zh: '删除', en: 'Remove' })}
                  disabled={rows.length === 1}
                  onClick={() => remove(at)}
                />
              </Space>
            </div>
          ))}
          <Button icon={<PlusOutlined />} size="small" onClick={() => add({})}>
            {say(text.addRule)}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  )
}

const SkillRules = () => {
  const say = useWords()
  const skills = useAsk(listSkills, undefined, { freshMs: 60_000 }).data ?? []
  return (
    <Rules name="skills">
      {(at) => (
        <>
          <Form.Item name={[at, 'skillId']} noStyle rules={[{ required: true }]}>
            <Select
              style={{ width: 200 }}
              placeholder={say(text.skill)}
              aria-label={say(text.skill)}
              options={skills.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Form.Item name={[at, 'level']} noStyle initialValue={1}>
            <InputNumber controls={false} min={1} max={5} suffix="+" aria-label={say(text.leastLevel)} />
          </Form.Item>
        </>
      )}
    </Rules>
  )
}
const TeamRules = ({ teamIds }: { teamIds: readonly string[] }) => {
  const say = useWords()
  const teams = (useAsk(listTeams, undefined, { freshMs: 60_000 }).data ?? []).filter(({ id }) => teamIds.includes(id))
  return (
    <Rules name="teams">
      {(at) => (
        <>
          <Form.Item name={[at, 'teamId']} noStyle rules={[{ required: true }]}>
            <Select
              style={{ width: 180 }}
              placeholder={say(text.team)}
              aria-label={say(text.team)}
              options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Form.Item name={[at, 'shared']} noStyle initialValue={false} valuePropName="checked">
            <Switch checkedChildren={say(text.teamShared)} unCheckedChildren={say(text.toItsAgents)} />
          </Form.Item>
        </>
      )}
    </Rules>
  )
}

const Quotas = ({ agents }: { agents: readonly AgentChoice[] }) => {
  const say = useWords()
  const as = Form.useWatch('as', Form.useFormInstance<Filled>())
  return (
    <>
      <Form.Item name="as" initialValue="count">
        <Radio.Group
          optionType="button"
          options={[
            { value: 'count', label: say(text.asCount) },
            { value: 'share', label: say(text.asShare) },
          ]}
        />
      </Form.Item>
      {as !== 'share' && (
        <Form.Item name="perDay" label={say(text.perDay)} valuePropName="checked" layout="horizontal">
          <Switch />
        </Form.Item>
      )}
      {agents.map(({ id, name }) => (
        <Form.Item
          key={id}
          name={['amounts', id]}
          label={name}
          layout="horizontal"
          labelCol={{ span: 8 }}
          style={{ marginBottom: 6 }}
        >
          <InputNumber
            min={0}
            max={as === 'share' ? 100 : 100_000}
            precision={0}
            controls={false}
            style={{ width: 120 }}
            {...(as === 'share' ? { suffix: '%' } : {})}
          />
        </Form.Item>
      ))}
    </>
  )
}

/** What a method needs to know. */
export const WayFields = ({
  method,
  agents,
  teamIds,
}: {
  method: Filled['method']
  agents: readonly AgentChoice[]
  teamIds: readonly string[]
}) => {
  const whom = (
    <SelectField name="agentIds" label={text.agents} help={text.allAgents} options={asOptions(agents)} many />
  )
  if (method === 'quota') return <Quotas agents={agents} />
  if (method === 'rule') return <TeamRules teamIds={teamIds} />
  return (
    <>
      {method === 'skill' && <SkillRules />}
      {whom}
    </>
  )
}
