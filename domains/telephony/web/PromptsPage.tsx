import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { isReplaceable } from '../built-in-prompts.ts'
import { addPrompt, getPromptDelivery, listPrompts, type PromptView, removePrompt } from '../prompt-contract.ts'
import { promptText as text } from '../prompt-text.ts'
import { Loudness } from './Loudness.tsx'
import { PromptDetail, Uses } from './PromptDetail.tsx'
import { PromptForm, refreshPrompts } from './PromptForm.tsx'
import { SoundPlayer } from './SoundPlayer.tsx'
import style from './trunks.module.css'

const columns: readonly Column<PromptView>[] = [
  {
    key: 'title',
    title: text.title,
    width: 170,
    show: ({ title, name }) => (
      <>
        <strong>{title}</strong>
        <p className={style.small}>{name}</p>
      </>
    ),
  },
  {
    key: 'sound',
    title: text.sound,
    width: 110,
    show: ({ sound, milliseconds, title, changedAt }) =>
      sound === null ? (
        <Words of={text.builtIn} />
      ) : (
        <>
          <SoundPlayer sound={sound} label={title} /> {(milliseconds / 1000).toFixed(1)} s
          {changedAt === null && (
            <p className={style.small}>
              <Words of={text.builtIn} />
            </p>
          )}
        </>
      ),
  },
  {
    key: 'loudness',
    title: text.loudness,
    explain: text.loudnessHelp,
    width: 130,
    show: (prompt) => (prompt.sound === null ? '–' : <Loudness {...prompt} />),
  },
  {
    key: 'words',
    title: text.words,
    width: 210,
    show: ({ wordsZh, wordsEn }) => <Words of={{ zh: wordsZh || wordsEn || '–', en: wordsEn || wordsZh || '–' }} />,
  },
  { key: 'uses', title: text.uses, width: 170, show: ({ uses }) => <Uses uses={uses} most={3} /> },
  {
    key: 'changed',
    title: text.changedBy,
    width: 110,
    show: ({ changedAt, changedByName }) =>
      changedAt ? (
        <>
          {changedByName} <Moment at={changedAt} grain="dayTime" />
        </>
      ) : (
        '–'
      ),
  },
]

/** Says where telephone nodes lack prompts: there customers would hear nothing. */
const Delivery = () => {
  const say = useWords()
  const delivery = useAsk(getPromptDelivery, {}, { everyMs: 15_000 })
  const { nodes = [], address } = delivery.data ?? {}
  return nodes
    .filter(({ isUp, missing }) => isUp && missing.length > 0)
    .map(({ name, missing }) => (
      <Alert
        key={name}
        type="warning"
        showIcon
        title={say(text.lacking, { node: name, count: missing.length })}
        description={say(text.lackingHelp, address ?? '–')}
      />
    ))
}

const useActions = (show: (prompt: PromptView) => void, change: (prompt: PromptView) => void): Column<PromptView> => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const removal = useDo(removePrompt, { refresh: refreshPrompts, done: text.removed })
  const remove = async ({ name, title }: PromptView) => {
    if (
      await confirm({
        title: say(text.removeTitle, title),
        body: isReplaceable(name) ? text.giveBackBody : text.removeBody,
        action: text.remove,
        danger: true,
      })
    )
      removal.mutate({ params: { name } })
  }
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 170,
    show: (prompt) =>
      prompt.sound !== null && (
        <Space size={0}>
          <Button type="link" size="small" onClick={() => show(prompt)}>
            {say(text.details)}
          </Button>
          {may(addPrompt) && (
            <>
              <Button type="link" size="small" onClick={() => change(prompt)}>
                {say(text.change)}
              </Button>
              {prompt.changedAt !== null && (
                <Button type="link" size="small" onClick={() => void remove(prompt)}>
                  {say(text.remove)}
                </Button>
              )}
            </>
          )}
        </Space>
      ),
  }
}

/** The sounds customers hear from us: heard, recorded, replaced, and where each is used. */
export const PromptsPage = () => {
  const say = useWords()
  const mayKeep = useMay()(addPrompt)
  const prompts = useAsk(listPrompts)
  const editor = useDrawer<PromptView>()
  const detail = useDrawer<PromptView>()
  const actions = useActions(detail.show, editor.show)
  const button = mayKeep && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.add)}
    </Button>
  )
  return (
    <PageFrame title={text.prompts} help={text.promptsHelp} actions={button}>
      <Delivery />
      <DataTable
        name="prompts"
        asked={prompts}
        columns={[...columns, actions]}
        rowKey={({ name }) => name}
        empty={{ words: text.noPrompts, next: button }}
      />
      <PromptForm shown={editor.shown} open={editor.open} onClose={editor.close} />
      <PromptDetail
        prompt={prompts.data?.find(({ name }) => name === detail.shown?.name) ?? detail.shown}
        open={detail.open}
        onClose={detail.close}
      />
    </PageFrame>
  )
}
