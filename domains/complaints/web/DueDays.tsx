import { InputNumber, Space } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DetailDrawer, Facts } from '#web/ui/Drawers.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { changeDueRule, type DueRule, listDueRules } from '../contract.ts'
import { sourceWords, text } from '../text.ts'

const Days = ({ rule }: { rule: DueRule }) => {
  const say = useWords()
  const change = useDo(changeDueRule, { refresh: [listDueRules], done: text.saved })
  const save = (days: number | null) => {
    if (days !== null && days !== rule.days) change.mutate({ params: { source: rule.source }, body: { days } })
  }
  return (
    <Space>
      <InputNumber<number>
        controls={false}
        aria-label={say(sourceWords[rule.source])}
        min={1}
        max={90}
        precision={0}
        defaultValue={rule.days}
        onBlur={({ target }) => save(Number(target.value) || null)}
        onPressEnter={({ currentTarget }) => save(Number(currentTarget.value) || null)}
      />
      {say(text.days)}
    </Space>
  )
}

/** Within how many days each kind of complaint is answered. */
export const DueDays = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  const asked = useAsk(listDueRules, undefined, { when: open })
  return (
    <DetailDrawer open={open} title={text.dueDays} onClose={onClose} width={480}>
      <p>{say(text.dueDaysHelp)}</p>
      <Shown asked={asked} rows={4}>
        {(rules) => (
          <Facts items={rules.map((rule) => ({ name: sourceWords[rule.source], value: <Days rule={rule} /> }))} />
        )}
      </Shown>
    </DetailDrawer>
  )
}
