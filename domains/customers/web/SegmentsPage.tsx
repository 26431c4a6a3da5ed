import { DeleteOutlined, DownloadOutlined, EditOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button, Input, Space, Upload } from 'antd'
import { useState } from 'react'
import { download } from '#web/client/call.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { TextField } from '#web/ui/fields.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { exportSegments, importSegments, listSegments, placeOfNumber, removeSegment, saveSegment } from '../contract.ts'
import { numberKinds } from '../number-kind.ts'
import type { Segment } from '../segments.ts'
import { text } from '../segments-text.ts'

const columns: readonly Column<Segment>[] = [
  { key: 'prefix', title: text.prefix, width: 140, show: ({ prefix }) => <span className="ca-number">{prefix}</span> },
  { key: 'province', title: text.province, width: 140, show: ({ province }) => province || '–' },
  { key: 'city', title: text.city, width: 180, show: ({ city }) => city || '–' },
  { key: 'carrier', title: text.segmentCarrier, show: ({ carrier }) => carrier || '–' },
]

const useActions = (onChange: (segment: Segment) => void): Column<Segment> => {
  const say = useWords()
  const confirm = useConfirm()
  const remove = useDo(removeSegment, { refresh: [listSegments], done: text.removed })
  const ask = async ({ prefix }: Segment) => {
    if (await confirm({ title: say(text.removeSegmentTitle, prefix), action: text.removeSegment, danger: true }))
      remove.mutate({ params: { prefix } })
  }
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 170,
    show: (segment) => (
      <Space size={0}>
        <Button type="link" size="small" icon={<EditOutlined />} onClick={() => onChange(segment)}>
          {say(text.change)}
        </Button>
        <Button type="link" size="small" danger icon={<DeleteOutlined />} onClick={() => void ask(segment)}>
          {say(text.removeSegment)}
        </Button>
      </Space>
    ),
  }
}

/** Type a number, see where it was issued. */
const LookUp = () => {
  const say = useWords()
  const [number, setNumber] = useState('')
  const { data } = useAsk(placeOfNumber, { query: { number } }, { when: number.length >= 2 })
  const place = data && [data.province, data.city].filter(Boolean).join(' ')
  return (
    <Space wrap>
      <Input.Search
        style={{ width: 340 }}
        placeholder={say(text.lookUpHint)}
        aria-label={say(text.lookUp)}
        onSearch={(value) => setNumber(value.trim().slice(0, 30))}
        allowClear
        enterButton
      />
      {data && (
        <span role="status">
          {say(numberKinds[data.kind])} · {place || say(text.unknownPlace)}
          {data.carrier && ` · ${data.carrier}`}
          {data.zones.length > 0 && ` · ${data.zones.join(', ')}`}
        </span>
      )}
    </Space>
  )
}

const Editor = ({ segment, open, onClose }: { segment: Segment | undefined; open: boolean; onClose: () => void }) => {
  const save = useDo(saveSegment, { refresh: [listSegments], done: text.saved, onDone: onClose })
  return (
    <FormDrawer<Segment>
      open={open}
      title={segment ? text.changeSegment : text.addSegment}
      values={segment ?? { prefix: '', province: '', city: '', carrier: '' }}
      onClose={onClose}
      onSave={({ prefix, ...body }) => save.mutateAsync({ params: { prefix: segment?.prefix ?? prefix }, body })}
    >
      {!segment && <TextField name="prefix" label={text.prefix} help={text.prefixHelp} max={11} required />}
      <TextField name="province" label={text.province} max={40} />
      <TextField name="city" label={text.city} max={40} />
      <TextField name="carrier" label={text.segmentCarrier} max={40} />
    </FormDrawer>
  )
}

const FileButtons = () => {
  const say = useWords()
  const { message } = App.useApp()
  const take = useDo(importSegments, {
    refresh: [listSegments],
    onDone: (reply) => void message.success(say(text.imported, reply)),
  })
  return (
    <Space>
      <Upload
        accept=".csv,.txt"
        showUploadList={false}
        beforeUpload={(chosen) => {
          take.mutate({ body: chosen })
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={take.isPending}>
          {say(text.importSegments)}
        </Button>
      </Upload>
      <Button icon={<DownloadOutlined />} onClick={() => void download(exportSegments)}>
        {say(text.download)}
      </Button>
    </Space>
  )
}

/** Our own table of segments above the one built in. */
export const SegmentsPage = () => {
  const say = useWords()
  const filters = useFilters(listSegments.query)
  const segments = useAsk(listSegments, { query: filters.values })
  const editor = useDrawer<Segment>()
  const actions = useActions(editor.show)
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.addSegment)}
    </Button>
  )
  return (
    <PageFrame
      title={text.segments}
      help={text.segmentsHelp}
      actions={
        <Space>
          <FileButtons />
          {add}
        </Space>
      }
    >
      <SearchForm fields={[{ kind: 'text', name: 'prefix', label: text.prefix }]} filters={filters} />
      <LookUp />
      <DataTable
        name="segments"
        asked={segments}
        columns={[...columns, actions]}
        rowKey={({ prefix }) => prefix}
        paging={filters.cursor}
        filters={filters}
        empty={{ words: text.noSegments, next: add }}
      />
      <Editor segment={editor.shown} open={editor.open} onClose={editor.close} />
    </PageFrame>
  )
}
