import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, Facts } from '#web/ui/Drawers.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { changePrompt, listPromptVersions, type PromptVersion, type PromptView } from '../prompt-contract.ts'
import { promptText as text, useKindWords } from '../prompt-text.ts'
import { Loudness } from './Loudness.tsx'
import { refreshPrompts } from './PromptForm.tsx'
import { SoundPlayer } from './SoundPlayer.tsx'

/** Who plays it, each with the page it is chosen on. */
export const Uses = ({ uses, most }: { uses: PromptView['uses']; most?: number }) => {
  const say = useWords()
  if (uses.length === 0) return <>{say(text.noUses)}</>
  const shown = uses.slice(0, most ?? uses.length)
  return (
    <>
      {shown.map(({ kind, label, path }) => (
        <div key={`${kind} ${label} ${path}`}>
          {say(useKindWords[kind])}
          {label && <> · {path ? <Link to={path}>{label}</Link> : label}</>}
        </div>
      ))}
      {uses.length > shown.length && <div>{say(text.moreUses, uses.length - shown.length)}</div>}
    </>
  )
}

const Versions = ({ prompt, onDone }: { prompt: PromptView; onDone: () => void }) => {
  const say = useWords()
  const may = useMay()
  const versions = useAsk(listPromptVersions, { params: { name: prompt.name } })
  const change = useDo(changePrompt, { refresh: refreshPrompts, done: text.saved, onDone })
  const takeBack = ({ sound, wordsZh, wordsEn }: PromptVersion) =>
    change.mutate({
      params: { name: prompt.name },
      body: { title: prompt.title, sound, wordsZh, wordsEn, version: prompt.version },
    })
  const columns: Column<PromptVersion>[] = [
    { key: 'version', title: text.version, width: 60, number: true, show: ({ version }) => version },
    {
      key: 'sound',
      title: text.sound,
      width: 110,
      show: ({ sound, milliseconds, version }) => (
        <>
          <SoundPlayer sound={sound} label={String(version)} /> {(milliseconds / 1000).toFixed(1)} s
        </>
      ),
    },
    { key: 'loudness', title: text.loudness, width: 120, show: (version) => <Loudness {...version} /> },
    {
      key: 'saved',
      title: text.changedBy,
      width: 150,
      show: ({ savedAt, savedByName }) => (
        <>
          {savedByName} <Moment at={savedAt} grain="dayTime" />
        </>
      ),
    },
    {
      key: 'actions',
      title: text.actions,
      width: 120,
      show: (version) =>
        version.version !== prompt.version &&
        may(changePrompt) && (
          <Button type="link" size="small" loading={change.isPending} onClick={() => takeBack(version)}>
            {say(text.takeBack)}
          </Button>
        ),
    },
  ]
  return (
    <DataTable name="prompt-versions" asked={versions} columns={columns} rowKey={({ version }) => String(version)} />
  )
}

type Props = { prompt: PromptView | undefined; open: boolean; onClose: () => void }

/** All about one prompt: its words, who plays it, and what it was before. */
export const PromptDetail = ({ prompt, open, onClose }: Props) => {
  if (!prompt) return null
  const facts = [
    { name: text.name, value: <code>{prompt.name}</code> },
    { name: text.uses, value: <Uses uses={prompt.uses} /> },
    { name: text.wordsZh, value: prompt.wordsZh || '–', wide: true },
    { name: text.wordsEn, value: prompt.wordsEn || '–', wide: true },
  ]
  return (
    <DetailDrawer open={open} title={prompt.title} onClose={onClose} width={720}>
      <Facts items={facts} />
      {prompt.version > 0 && <Versions prompt={prompt} onDone={onClose} />}
    </DetailDrawer>
  )
}
