import { App, Button, Input, Space } from 'antd'
import { useCallback, useState } from 'react'
import { ExportReason } from '#contract/route.ts'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { text } from './text.ts'

export type ReasonQuestion = {
  title: Words
  /** What becomes of the reason. */
  body: Words
  /** What the button says; the deed. */
  action: Words
  label: Words
  hint: Words
  /** Reasons at hand, one click each. */
  reasons: readonly Words[]
  first?: string
}

/** A line to write in, and reasons at hand beneath it: nothing opens over the buttons of the dialog. */
const ReasonField = ({
  label,
  hint,
  reasons,
  first = '',
  onChange,
}: Pick<ReasonQuestion, 'label' | 'hint' | 'reasons' | 'first'> & { onChange: (reason: string) => void }) => {
  const say = useWords()
  const [reason, setReason] = useState(first)
  const set = (value: string) => {
    setReason(value)
    onChange(value)
  }
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <Input
        autoFocus
        value={reason}
        maxLength={200}
        aria-label={say(label)}
        placeholder={say(hint)}
        onChange={({ target }) => set(target.value)}
      />
      <Space wrap size={6}>
        {reasons.map((words) => (
          <Button key={words.en} size="small" onClick={() => set(say(words))}>
            {say(words)}
          </Button>
        ))}
      </Space>
    </Space>
  )
}

/** `const reason = await askReason({ … })`: what somebody takes or reads people's data for; undefined when they let it be. */
export const useReason = (): ((question: ReasonQuestion) => Promise<string | undefined>) => {
  const { modal } = App.useApp()
  const say = useWords()
  return useCallback(
    ({ title, body, action, first = '', ...field }) =>
      new Promise((resolve) => {
        let reason = first
        const isEnough = () => ExportReason.safeParse(reason).success
        const asking = modal.confirm({
          title: say(title),
          okText: say(action),
          cancelText: say(text.cancel),
          okButtonProps: { disabled: !isEnough() },
          focusable: { autoFocusButton: null },
          onOk: () => resolve(reason),
          onCancel: () => resolve(undefined),
          content: (
            <>
              <p>{say(body)}</p>
              <ReasonField
                {...field}
                first={first}
                onChange={(value) => {
                  reason = value
                  asking.update({ okButtonProps: { disabled: !isEnough() } })
                }}
              />
            </>
          ),
        })
      }),
    [modal, say],
  )
}
