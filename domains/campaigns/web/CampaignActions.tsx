import { CopyOutlined, EditOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, TextField } from '#web/ui/fields.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { type CampaignMove, campaignMoves, mayPlan, mayTune } from '../campaign.ts'
import { type Campaign, copyCampaign, getCampaign, listCampaigns, moveRoutes, permissions } from '../contract.ts'
import { moveWords, text } from '../text.ts'

const withNote: readonly CampaignMove[] = ['review', 'reopen']
const bodies: Partial<Record<CampaignMove, { zh: string; en: string }>> = {
  start: text.startBody,
  resume: text.startBody,
  pause: text.pauseBody,
  finish: text.finishBody,
}
const mainMoves: readonly CampaignMove[] = ['submit', 'approve', 'start', 'pause', 'resume', 'review']

const MoveButton = ({ campaign, move }: { campaign: Campaign; move: CampaignMove }) => {
  const say = useWords()
  const confirm = useConfirm()
  const note = useDrawer()
  const go = useDo(moveRoutes[move], { refresh: [getCampaign, listCampaigns], done: text.moved, onDone: note.close })
  const params = { campaignId: campaign.id }
  const ask = async () => {
    if (withNote.includes(move)) return note.show()
    const body = bodies[move]
    const danger = move === 'finish' ? { danger: true, typeName: campaign.name } : {}
    if (
      body &&
      !(await confirm({
        title: `${say(moveWords[move])} · ${campaign.name}`,
        body,
        action: moveWords[move],
        ...danger,
      }))
    )
      return
    go.mutate({ params, body: {} })
  }
  return (
    <>
      <Button
        type={mainMoves.includes(move) ? 'primary' : 'default'}
        danger={move === 'finish'}
        loading={go.isPending}
        onClick={() => void ask()}
      >
        {say(moveWords[move])}
      </Button>
      <FormDrawer<{ note: string }>
        open={note.open}
        title={moveWords[move]}
        action={moveWords[move]}
        onClose={note.close}
        onSave={(body) => go.mutateAsync({ params, body })}
      >
        <NoteField
          name="note"
          label={move === 'review' ? text.reviewNote : text.noteWhy}
          required
          rows={6}
          max={2000}
        />
      </FormDrawer>
    </>
  )
}

const CopyButton = ({ campaign }: { campaign: Campaign }) => {
  const say = useWords()
  const navigate = useNavigate()
  const drawer = useDrawer()
  const copy = useDo(copyCampaign, {
    refresh: [listCampaigns],
    done: text.copied,
    onDone: ({ id }) => void navigate({ to: `/campaigns/${id}/edit` as string }),
  })
  return (
    <>
      <Button icon={<CopyOutlined />} onClick={() => drawer.show()}>
        {say(text.copy)}
      </Button>
      <FormDrawer<{ name: string }>
        open={drawer.open}
        title={text.copy}
        action={text.copy}
        values={{ name: `${campaign.name}${say(text.copySuffix)}`.slice(0, 80) }}
        onClose={drawer.close}
        onSave={(body) => copy.mutateAsync({ params: { campaignId: campaign.id }, body })}
      >
        <TextField name="name" label={text.copyName} required />
      </FormDrawer>
    </>
  )
}

/** What may be done with the campaign now: the moves of its state, editing or tuning, copying. */
export const CampaignActions = ({ campaign }: { campaign: Campaign }) => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const moves = Object.keys(campaignMoves[campaign.state]) as CampaignMove[]
  const quietFirst = [...moves].sort((a, b) => Number(mainMoves.includes(a)) - Number(mainMoves.includes(b)))
  return (
    <>
      {may(permissions.plan) && <CopyButton campaign={campaign} />}
      {may(permissions.plan) && mayTune(campaign.state) && (
        <Button
          icon={<EditOutlined />}
          onClick={() => void navigate({ to: `/campaigns/${campaign.id}/edit` as string })}
        >
          {say(mayPlan(campaign.state) ? text.edit : text.tune)}
        </Button>
      )}
      {quietFirst
        .filter((move) => may(moveRoutes[move]))
        .map((move) => (
          <MoveButton key={`${campaign.state} ${move}`} campaign={campaign} move={move} />
        ))}
    </>
  )
}
