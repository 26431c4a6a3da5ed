import { CopyOutlined, DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button, Space } from 'antd'
import { addDays } from '#contract/days.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { copyWeek, exportRoster, importRoster, readRoster, readTeamTime } from '../contract.ts'
import { text } from '../text.ts'
import { DayPicker } from './DayPicker.tsx'
import { ImportDrawer } from './ImportDrawer.tsx'
import { RosterGrid } from './RosterGrid.tsx'
import { type Cell, ShiftForm } from './ShiftForm.tsx'
import { TeamSelect } from './TeamSelect.tsx'

const CopyWeek = ({ week, teamId }: { week: string; teamId: string | undefined }) => {
  const say = useWords()
  const confirm = useConfirm()
  const { message } = App.useApp()
  const copy = useDo(copyWeek, {
    refresh: [readRoster, readTeamTime],
    onDone: ({ copied, skipped }) => void message.success(say(text.copied, { n: copied, left: skipped.length })),
  })
  const sure = async () => {
    if (await confirm({ title: text.copyTitle, body: text.copyBody, action: text.copyWeek }))
      copy.mutate({ body: { from: addDays(week, -7), to: week, teamId: teamId ?? null } })
  }
  return (
    <Button icon={<CopyOutlined />} loading={copy.isPending} onClick={() => void sure()}>
      {say(text.copyWeek)}
    </Button>
  )
}

/** The roster of a week: plan, change, copy, bring in and take out shifts and leave. */
export const RosterPage = () => {
  const say = useWords()
  const may = useMay()
  const takeOut = useExport()
  const filters = useFilters(readRoster.query)
  const { teamId } = filters.values
  const asked = useAsk(readRoster, { query: filters.values })
  const editor = useDrawer<Cell>()
  const importing = useDrawer()
  const week = asked.data?.week
  return (
    <PageFrame
      title={text.roster}
      help={text.rosterHelp}
      actions={
        <Space wrap>
          <TeamSelect teamId={teamId} onChange={(chosen) => filters.set({ teamId: chosen })} />
          {week && <DayPicker day={week} step={7} onChange={(chosen) => filters.set({ week: chosen })} />}
          {week && may(copyWeek) && <CopyWeek week={week} teamId={teamId} />}
          {may(importRoster) && (
            <Button icon={<UploadOutlined />} onClick={() => importing.show()}>
              {say(text.import)}
            </Button>
          )}
          {week && may(exportRoster) && (
            <Button icon={<DownloadOutlined />} onClick={() => void takeOut(exportRoster, { query: { week, teamId } })}>
              {say(text.export)}
            </Button>
          )}
        </Space>
      }
    >
      <Shown asked={asked} rows={10}>
        {(roster) =>
          roster.people.length === 0 ? (
            <Nothing words={text.nobodyHere} />
          ) : (
            <RosterGrid {...roster} onOpen={may(copyWeek) ? editor.show : undefined} />
          )
        }
      </Shown>
      <ShiftForm open={editor.open} cell={editor.shown} onClose={editor.close} />
      <ImportDrawer open={importing.open} onClose={importing.close} />
    </PageFrame>
  )
}
