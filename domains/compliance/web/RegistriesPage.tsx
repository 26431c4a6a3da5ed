import { InboxOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Progress, Space, Upload } from 'antd'
import { useState } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, SelectField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { dayAt } from '#web/ui/moments.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { registryStateWords, deskText as text } from '../desk-text.ts'
import {
  discardRegistry,
  listRegistries,
  useRegistry as putInForce,
  type RegistryEdition,
  registryCodes,
  uploadRegistry,
} from '../gate-contract.ts'
import { registries } from '../rules.ts'
import style from './rules.module.css'

const tones: Record<RegistryEdition['state'], Tone> = {
  staging: 'busy',
  whole: 'warn',
  inForce: 'ok',
  replaced: 'quiet',
  failed: 'alarm',
  discarded: 'quiet',
}
const nameOf = (code: string) => registries[code] ?? { zh: code, en: code }

const columns: readonly Column<RegistryEdition>[] = [
  { key: 'registry', title: text.registry, width: 190, show: ({ registry }) => <Words of={nameOf(registry)} /> },
  {
    key: 'state',
    title: text.state,
    width: 110,
    show: ({ state }) => <StateTag tone={tones[state]} text={registryStateWords[state]} />,
  },
  { key: 'dated', title: text.dated, width: 110, show: ({ dated }) => dated ?? '–' },
  {
    key: 'age',
    title: text.age,
    width: 70,
    number: true,
    show: ({ ageDays }) =>
      ageDays === null ? (
        '–'
      ) : (
        <>
          {ageDays} <Words of={text.days} />
        </>
      ),
  },
  { key: 'numbers', title: text.numbers, width: 90, number: true, show: ({ numbers }) => <Count value={numbers} /> },
  {
    key: 'repeated',
    title: text.repeated,
    width: 90,
    number: true,
    show: ({ repeated }) => <Count value={repeated} />,
  },
  { key: 'refused', title: text.refused, width: 100, number: true, show: ({ refused }) => <Count value={refused} /> },
  { key: 'file', title: text.file, width: 130, show: ({ fileName }) => fileName, cut: true },
  {
    key: 'uploaded',
    title: text.uploadedBy,
    width: 150,
    show: ({ uploadedByName, uploadedAt }) => (
      <>
        {uploadedByName || '–'} <Moment at={uploadedAt} grain="dayTime" />
      </>
    ),
  },
]

type Filled = { registry: RegistryEdition['registry']; dated: string; note: string; file: File }
const FileField = ({ value, onChange = () => {} }: { value?: File; onChange?: (file: File) => void }) => {
  const say = useWords()
  const take = (file: File) => {
    onChange(file)
    return false
  }
  return (
    <Upload.Dragger accept=".csv,.txt,text/csv,text/plain" showUploadList={false} beforeUpload={take}>
      <InboxOutlined /> {value?.name ?? say(text.chooseFile)}
    </Upload.Dragger>
  )
}
const UploadForm = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  const today = dayAt(Date.now(), useTimeZone())
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Error>()
  const upload = useDo(uploadRegistry, {
    refresh: [listRegistries],
    done: text.uploaded,
    onProgress: setShare,
    onDone: onClose,
    onProblem: (error) => {
      setProblem(error)
      return true
    },
  })
  const save = ({ registry, dated, note, file }: Filled) => {
    setProblem(undefined)
    setShare(0)
    return upload
      .mutateAsync({ params: { registry }, query: { dated, note: note ?? '' }, body: file })
      .finally(() => setShare(undefined))
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={text.upload}
      action={text.upload}
      values={{ registry: 'cn', dated: today, note: '' }}
      onClose={onClose}
      onSave={save}
    >
      {problem && <Alert type="error" showIcon className={style.warning ?? ''} title={say(problemWords(problem))} />}
      <SelectField
        name="registry"
        label={text.registry}
        required
        options={registryCodes.map((value) => ({ value, text: nameOf(value) }))}
      />
      <DayField name="dated" label={text.dated} help={text.datedHelp} required />
      <Form.Item name="file" label={say(text.file)} rules={[{ required: true, message: say(text.fileNeeded) }]}>
        <FileField />
      </Form.Item>
      <NoteField name="note" label={text.note} rows={2} />
      {share !== undefined && (
        <div role="status">
          {say(text.uploading)}
          <Progress percent={Math.round(share * 100)} />
        </div>
      )}
    </FormDrawer>
  )
}

const useActions = (): Column<RegistryEdition> => {
  const say = useWords()
  const confirm = useConfirm()
  const use = useDo(putInForce, { refresh: [listRegistries], done: text.used })
  const discard = useDo(discardRegistry, { refresh: [listRegistries], done: text.discarded })
  const askUse = async ({ id, numbers }: RegistryEdition) => {
    const title = say(text.useTitle, formatNumber(numbers))
    if (await confirm({ title, body: text.useBody, action: text.useIt }))
      use.mutate({ params: { editionId: id }, body: { numbers } })
  }
  const askDiscard = async ({ id }: RegistryEdition) => {
    if (await confirm({ title: text.discardFileTitle, action: text.discardFile, danger: true }))
      discard.mutate({ params: { editionId: id } })
  }
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 160,
    show: (edition) => (
      <Space size={0}>
        {edition.state === 'whole' && (
          <Button type="link" size="small" onClick={() => void askUse(edition)}>
            {say(text.useIt)}
          </Button>
        )}
        {['staging', 'whole', 'failed'].includes(edition.state) && (
          <Button type="link" size="small" danger onClick={() => void askDiscard(edition)}>
            {say(text.discardFile)}
          </Button>
        )}
      </Space>
    ),
  }
}

const Details = ({ edition }: { edition: RegistryEdition }) => {
  const say = useWords()
  return (
    <>
      <Facts
        items={[
          { name: text.lines, value: <Count value={edition.lines} /> },
          { name: text.numbers, value: <Count value={edition.numbers} /> },
          { name: text.repeated, value: <Count value={edition.repeated} /> },
          { name: text.refused, value: <Count value={edition.refused} /> },
          { name: text.file, value: edition.fileName, wide: true },
          { name: text.note, value: edition.note || '–', wide: true },
          { name: text.used, value: edition.inForceSince ? <Moment at={edition.inForceSince} /> : '–' },
          { name: text.uploadedBy, value: edition.uploadedByName || '–' },
        ]}
      />
      {edition.refusedSample.length > 0 && (
        <>
          <h3>{say(text.refusedLines)}</h3>
          <pre className={style.sample}>
            {edition.refusedSample.map(({ line, text: shown }) => `${line}: ${shown}`).join('\n')}
          </pre>
        </>
      )}
    </>
  )
}

/** National do-not-call registries: files as they came, counted, and the one in force. */
export const RegistriesPage = () => {
  const say = useWords()
  const mayKeep = useMay()(uploadRegistry)
  const editions = useAsk(listRegistries)
  const form = useDrawer()
  const details = useDrawer<RegistryEdition>()
  const actions = useActions()
  const upload = mayKeep && (
    <Button type="primary" icon={<UploadOutlined />} onClick={() => form.show()}>
      {say(text.upload)}
    </Button>
  )
  return (
    <PageFrame title={text.registries} help={text.registriesHelp} actions={upload}>
      <DataTable
        name="registries"
        asked={editions}
        columns={mayKeep ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        onOpen={details.show}
        empty={{ words: text.noRegistries, next: upload }}
      />
      <UploadForm open={form.open} onClose={form.close} />
      <DetailDrawer
        open={details.open}
        title={details.shown ? nameOf(details.shown.registry) : text.registries}
        onClose={details.close}
      >
        {details.shown && <Details edition={details.shown} />}
      </DetailDrawer>
    </PageFrame>
  )
}
