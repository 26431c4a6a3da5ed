import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Form, type FormInstance, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { NoteField, NumberField, SelectField, ShareField, TextField } from '#web/ui/fields.tsx'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { UnsavedGuard } from '#web/ui/UnsavedGuard.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import {
  addRule,
  changeRule,
  listFormerRules,
  listRules,
  type Preview,
  previewRule,
  type Rule,
  removeRule,
} from '../contract.ts'
import { peerGroups, type RuleBody, subjects } from '../rule.ts'
import { actionWords, peerWords, subjectWords, text } from '../text.ts'
import { BranchFields } from './BranchFields.tsx'
import { EvidenceTable } from './EvidenceSheet.tsx'
import { bodyOf, draftOf, emptyRule, type RuleDraft } from './rule-draft.ts'
import { useDictionary } from './use-dictionary.ts'

type Told = Preview['findings'][number]
/** Whom the rule would have told of in the last window, each with its evidence. */
const PreviewSheet = ({ preview }: { preview: Preview }) => {
  const say = useWords()
  return (
    <Sheet title={text.previewTitle}>
      <ul>
        {preview.looks.map(({ campaignId, campaignName, ...look }) => (
          <li key={campaignId}>
            {say(text.looked, { campaign: campaignName, ...look })}
            {look.judged > 0 && look.withoutPeers === look.judged && ` · ${say(text.noPeers)}`}
          </li>
        ))}
      </ul>
      {preview.findings.length === 0 ? (
        <Nothing words={text.previewNone} />
      ) : (
        <Table<Told>
          size="small"
          pagination={false}
          rowKey={({ campaignName, agentName, branchName }) => `${campaignName} ${agentName} ${branchName.en}`}
          dataSource={preview.findings}
          expandable={{ expandedRowRender: ({ evidence }) => <EvidenceTable evidence={evidence} /> }}
          columns={[
            {
              key: 'action',
              title: say(text.action),
              render: (_, { action }) => <Tag>{say(actionWords[action])}</Tag>,
            },
            { key: 'campaign', title: say(text.campaign), dataIndex: 'campaignName' },
            { key: 'agent', title: say(text.agent), render: (_, { agentName }) => agentName || '–' },
            { key: 'finding', title: say(text.what), render: (_, { finding }) => say(finding) },
          ]}
        />
      )}
    </Sheet>
  )
}

const Basics = () => {
  const { measures } = useDictionary()
  const ratios = measures.filter(({ unit }) => unit !== 'count' && unit !== 'hours')
  return (
    <Sheet>
      <TextField name="name" label={text.ruleName} max={400} required />
      <NoteField name="why" label={text.why} max={400} rows={2} required />
      <SelectField
        name="measures"
        label={text.measures}
        required
        many
        rules={[{ type: 'array', min: 2, max: 4 }]}
        options={ratios.map(({ code, name }) => ({ value: code, text: name }))}
      />
      <Grid least={200}>
        <SelectField
          name="subject"
          label={text.subject}
          required
          options={subjects.map((value) => ({ value, text: subjectWords[value] }))}
        />
        <SelectField
          name="peerGroup"
          label={text.peerGroup}
          required
          options={peerGroups.map((value) => ({ value, text: peerWords[value] }))}
        />
        <NumberField name="windowDays" label={text.windowDays} least={1} most={20} unit={text.daysUnit} required />
        <NumberField
          name="minimumSample"
          label={text.minimumSample}
          least={1}
          most={10000}
          unit={text.callsUnit}
          required
        />
        <ShareField name="sharedFrom" label={text.sharedFrom} least={0.3} most={1} digits={0} required />
        <NumberField
          name="verifyAfterDays"
          label={text.verifyAfterDays}
          least={1}
          most={90}
          unit={text.daysUnit}
          required
        />
      </Grid>
    </Sheet>
  )
}

const Remove = ({ rule }: { rule: Rule }) => {
  const say = useWords()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const remove = useDo(removeRule, {
    refresh: [listRules],
    done: text.ruleRemoved,
    onDone: () => void navigate({ to: '/diagnosis-rules' as string }),
  })
  const ask = async () => {
    if (await confirm({ title: text.removeRule, action: text.remove, danger: true }))
      remove.mutate({ params: { ruleId: rule.id } })
  }
  return (
    <Button danger loading={remove.isPending} onClick={() => void ask()}>
      {say(text.removeRule)}
    </Button>
  )
}

type Bound = {
  form: FormInstance<RuleDraft>
  rule: Rule | undefined
  onTried: (preview: Preview) => void
  onSaved: () => void
}
const Buttons = ({ form, rule, onTried, onSaved }: Bound) => {
  const say = useWords()
  const locale = useLocale()
  const navigate = useNavigate()
  const back = () => void navigate({ to: '/diagnosis-rules' as string })
  const onDone = () => {
    onSaved()
    // Only once the guard has heard that nothing is unsaved.
    setTimeout(back)
  }
  const add = useDo(addRule, { refresh: [listRules], done: text.ruleSaved, onDone })
  const change = useDo(changeRule, { refresh: [listRules, listFormerRules], done: text.ruleSaved, onDone })
  const tryOut = useDo(previewRule, { onDone: onTried })
  const filled = async (): Promise<RuleBody | undefined> => {
    const isValid = await form.validateFields().then(
      () => true,
      () => false,
    )
    return isValid ? bodyOf(form.getFieldsValue(true) as RuleDraft, rule?.body, locale) : undefined
  }
  const save = async () => {
    const body = await filled()
    if (!body) return
    if (rule) change.mutate({ params: { ruleId: rule.id }, body: { version: rule.version, body } })
    else add.mutate({ body })
  }
  const preview = async () => {
    const body = await filled()
    if (body) tryOut.mutate({ body })
  }
  return (
    <Space>
      {rule && !rule.code && <Remove rule={rule} />}
      <Button loading={tryOut.isPending} onClick={() => void preview()}>
        {say(text.preview)}
      </Button>
      <Button type="primary" loading={add.isPending || change.isPending} onClick={() => void save()}>
        {say(text.save)}
      </Button>
    </Space>
  )
}

const Editor = ({ rule }: { rule: Rule | undefined }) => {
  const say = useWords()
  const locale = useLocale()
  const [form] = Form.useForm<RuleDraft>()
  const [preview, setPreview] = useState<Preview>()
  const [touched, setTouched] = useState(false)
  return (
    <PageFrame
      title={rule ? rule.body.name[locale] : text.addRule}
      crumbs={[{ title: text.rules, to: '/diagnosis-rules' }]}
      help={text.rulesHelp}
      aside={rule && <Tag>{say(text.versions, { version: rule.version })}</Tag>}
      actions={<Buttons form={form} rule={rule} onTried={setPreview} onSaved={() => setTouched(false)} />}
    >
      <UnsavedGuard unsaved={touched} />
      {preview && <PreviewSheet preview={preview} />}
      <Form<RuleDraft>
        form={form}
        layout="vertical"
        style={{ display: 'grid', gap: 12 }}
        initialValues={rule ? draftOf(rule.body, locale) : emptyRule()}
        onValuesChange={() => setTouched(true)}
      >
        <Basics />
        <Sheet title={text.branches} help={text.branchesHelp}>
          <BranchFields />
        </Sheet>
      </Form>
    </PageFrame>
  )
}

/** The rule builder: a new rule, or the next version of one; tried out before it is saved or switched on. */
export const RulePage = () => {
  const { ruleId } = useParams({ strict: false }) as { ruleId: string }
  const asked = useAsk(listRules)
  if (ruleId === 'new') return <Editor key="new" rule={undefined} />
  return (
    <Shown asked={asked} rows={8}>
      {(rules) => {
        const rule = rules.find(({ id }) => id === ruleId)
        return rule ? <Editor key={`${rule.id} ${rule.version}`} rule={rule} /> : <Nothing />
      }}
    </Shown>
  )
}
