import { EditOutlined } from '@ant-design/icons'
import { Button, Select, Switch, Tag, Tooltip } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, TextField } from '#web/ui/fields.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type CustomerRecord, changeCustomer, getRecord, listTags, setTags } from '../contract.ts'
import { kindWords, text } from '../record-text.ts'
import { talkPatterns } from '../talk-pattern.ts'
import style from './record.module.css'
import { kindOptions, patternOptions, Sourced, useStages } from './words.tsx'

type Form = {
  name?: string
  company?: string
  kind: CustomerRecord['kind']
  lifecycleId?: string | null
  talkPattern?: CustomerRecord['talkPattern']
}

const Tags = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const known = useAsk(listTags, {}, { freshMs: 60_000 })
  const save = useDo(setTags, { refresh: [getRecord, listTags], done: text.saved })
  if (!may(setTags) || record.erasedAt)
    return (
      <span className={style.tags}>
        {record.tags.map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
        {record.tags.length === 0 && '–'}
      </span>
    )
  return (
    <Select<string[]>
      mode="tags"
      size="small"
      style={{ width: '100%' }}
      aria-label={say(text.tags)}
      placeholder={say(text.addTag)}
      maxLength={40}
      value={record.tags}
      loading={save.isPending}
      options={(known.data ?? []).map((value) => ({ value }))}
      onChange={(tags) => save.mutate({ params: { customerId: record.id }, body: { tags } })}
    />
  )
}

const Scoring = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const change = useDo(changeCustomer, { refresh: [getRecord], done: text.saved })
  return (
    <Tooltip title={say(text.scoringHelp)}>
      <span className={style.switch}>
        <Switch
          size="small"
          aria-label={say(text.scoring)}
          checked={!record.scoringOff}
          disabled={!may(changeCustomer) || record.erasedAt !== null}
          loading={change.isPending}
          onChange={(on) =>
            change.mutate({
              params: { customerId: record.id },
              body: { version: record.version, scoringOff: !on },
            })
          }
        />
        <Words of={record.scoringOff ? text.scoringOff : text.scoringOn} />
      </span>
    </Tooltip>
  )
}

const Editor = ({ record, open, onClose }: { record: CustomerRecord; open: boolean; onClose: () => void }) => {
  const stages = useStages()
  const change = useDo(changeCustomer, { refresh: [getRecord], done: text.saved, onDone: onClose })
  return (
    <FormDrawer<Form>
      open={open}
      title={text.change}
      values={{ ...record }}
      onClose={onClose}
      onSave={({ name = '', company = '', kind, lifecycleId = null, talkPattern = null }) =>
        change.mutateAsync({
          params: { customerId: record.id },
          body: {
            version: record.version,
            name,
            company,
            kind,
            talkPattern,
            // A stage of the other kind would be refused: it goes with the kind.
            lifecycleId: stages.all.find(({ id }) => id === lifecycleId)?.kind === kind ? lifecycleId : null,
          },
        })
      }
    >
      <TextField name="name" label={text.name} max={200} />
      <TextField name="company" label={text.company} max={200} />
      <SelectField name="kind" label={text.kind} required options={kindOptions} />
      <SelectField
        name="lifecycleId"
        label={text.stage}
        clearable
        options={stages.options(undefined, record.lifecycleId)}
      />
      <SelectField name="talkPattern" label={text.talkPattern} clearable options={patternOptions} />
    </FormDrawer>
  )
}

const Pattern = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  if (!record.talkPattern) return <Words of={text.notSet} />
  const { name, tip } = talkPatterns[record.talkPattern]
  return (
    <>
      <Sourced record={record} field="talkPattern">
        <Words of={name} />
      </Sourced>
      <p className={style.tip}>
        <strong>{say(text.tip)}</strong> {say(tip)}
      </p>
    </>
  )
}

/** What the product knows of the person; hovering a word tells where it came from. */
export const FactsSheet = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const stages = useStages()
  const editor = useDrawer()
  const attributes = Object.entries(record.attributes)
  return (
    <Sheet
      title={text.facts}
      extra={
        may(changeCustomer) &&
        !record.erasedAt && (
          <Button size="small" icon={<EditOutlined />} onClick={() => editor.show()}>
            {say(text.change)}
          </Button>
        )
      }
    >
      <Facts
        items={[
          {
            name: text.name,
            value: (
              <Sourced record={record} field="name">
                {record.name || '–'}
              </Sourced>
            ),
          },
          {
            name: text.company,
            value: (
              <Sourced record={record} field="company">
                {record.company || '–'}
              </Sourced>
            ),
          },
          {
            name: text.kind,
            value: (
              <Sourced record={record} field="kind">
                <Words of={kindWords[record.kind]} />
              </Sourced>
            ),
          },
          {
            name: text.stage,
            value: (
              <Sourced record={record} field="lifecycleId">
                <Words of={stages.named(record.lifecycleId)} />
              </Sourced>
            ),
          },
          { name: text.owner, value: record.ownerName ?? say(text.pool) },
          { name: text.team, value: record.teamName ?? '–' },
          { name: text.scoring, value: <Scoring record={record} /> },
          { name: text.createdAt, value: <Moment at={record.createdAt} /> },
          ...(record.externalIds.length > 0
            ? [
                {
                  name: text.externalIds,
                  wide: true,
                  value: record.externalIds.map(({ namespace, value }) => `${namespace} ${value}`).join(' · '),
                },
              ]
            : []),
          { name: text.tags, wide: true, value: <Tags record={record} /> },
          { name: text.talkPattern, wide: true, value: <Pattern record={record} /> },
          ...attributes.map(([key, value]) => ({
            name: { zh: key, en: key },
            value: (
              <Sourced record={record} field={`attributes.${key}`}>
                {String(value)}
              </Sourced>
            ),
          })),
        ]}
      />
      <Editor record={record} open={editor.open} onClose={editor.close} />
    </Sheet>
  )
}
