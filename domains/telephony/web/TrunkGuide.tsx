import { Button, Space } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '#web/client/session.tsx'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import type { TrunkView } from '../trunk-contract.ts'
import { guideSteps, trunkText as text } from '../trunk-text.ts'
import style from './trunks.module.css'

type Props = {
  trunks: readonly TrunkView[]
  open: boolean
  onClose: () => void
  onAdd: () => void
  onCheck: (trunk: TrunkView) => void
}

/** From the carrier's letter to the first call, for somebody who never connected a trunk. */
export const TrunkGuide = ({ trunks, open, onClose, onAdd, onCheck }: Props) => {
  const say = useWords()
  const checks = (
    <Space wrap>
      {trunks.map((trunk) => (
        <Button key={trunk.id} size="small" onClick={() => onCheck(trunk)}>
          {say(text.check)} {trunk.name}
        </Button>
      ))}
    </Space>
  )
  const deeds: readonly ReactNode[] = [
    null,
    null,
    <Button key="add" size="small" type={trunks.length === 0 ? 'primary' : 'default'} onClick={onAdd}>
      {say(text.add)}
    </Button>,
    trunks.length > 0 && checks,
    null,
  ]
  return (
    <DetailDrawer open={open} title={text.guide} onClose={onClose} width={560}>
      <ol className={style.guide}>
        {guideSteps.map(({ title, body }, place) => (
          <li key={title.en}>
            <b>{say(title)}</b>
            <p>{say(body)}</p>
            {deeds[place]}
          </li>
        ))}
      </ol>
    </DetailDrawer>
  )
}
