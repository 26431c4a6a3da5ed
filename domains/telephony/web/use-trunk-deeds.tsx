import { Button, Space } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { trunkContract as contract, type TrunkView } from '../trunk-contract.ts'
import { trunkText as text } from '../trunk-text.ts'
import { refreshTrunks as refresh } from './TrunkForm.tsx'

type Opening = { onChange: (trunk: TrunkView) => void; onCheck: (trunk: TrunkView) => void }

/** What may be done with a trunk of the list. */
export const useTrunkDeeds = ({ onChange, onCheck }: Opening) => {
  const say = useWords()
  const confirm = useConfirm()
  const switchOn = useDo(contract.switchTrunk, { refresh, done: text.switchedOn })
  const switchOff = useDo(contract.switchTrunk, { refresh, done: text.switchedOff })
  const removal = useDo(contract.removeTrunk, { refresh, done: text.removed })

  const turn = ({ id, version }: TrunkView, isOn: boolean) =>
    (isOn ? switchOn : switchOff).mutate({ params: { trunkId: id }, body: { isOn, version } })
  const turnOff = async (trunk: TrunkView) => {
    const title = say(text.offTitle, trunk.name)
    if (await confirm({ title, body: text.offBody, action: text.switchOff, danger: true })) turn(trunk, false)
  }
  const remove = async ({ id, name }: TrunkView) => {
    const title = say(text.removeTitle, name)
    if (await confirm({ title, body: text.removeBody, action: text.remove, danger: true }))
      removal.mutate({ params: { trunkId: id } })
  }
  const link = (words: Words, onClick: () => unknown) => (
    <Button type="link" size="small" onClick={() => void onClick()}>
      {say(words)}
    </Button>
  )
  const column: Column<TrunkView> = {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 210,
    show: (trunk) => (
      <Space size={0}>
        {link(text.check, () => onCheck(trunk))}
        {link(text.change, () => onChange(trunk))}
        {trunk.isOn ? link(text.switchOff, () => turnOff(trunk)) : link(text.switchOn, () => turn(trunk, true))}
        {!trunk.isOn && link(text.remove, () => remove(trunk))}
      </Space>
    ),
  }
  return { column, turn }
}
