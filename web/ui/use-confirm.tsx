import { App, Input } from 'antd'
import { useCallback } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { text } from './text.ts'

export type Question = {
  title: Words | string
  /** What will happen, in a sentence. */
  body?: Words | string
  /** What the button says; the deed, not "OK". */
  action?: Words
  /** What the other button says, when it is not "cancel". */
  stay?: Words
  /** Something is lost or a person is cut off. */
  danger?: boolean
  /** This name has to be typed first: for what cannot be undone. */
  typeName?: string
}

/** `if (await confirm({ title, body, danger: true, typeName })) …` */
export const useConfirm = (): ((question: Question) => Promise<boolean>) => {
  const { modal } = App.useApp()
  const say = useWords()
  return useCallback(
    ({ title, body, action = text.confirm, stay = text.cancel, danger = false, typeName }) =>
      new Promise((resolve) => {
        const said = (words: Words | string) => (typeof words === 'string' ? words : say(words))
        const asking = modal.confirm({
          title: said(title),
          okText: say(action),
          cancelText: say(stay),
          okButtonProps: { danger, disabled: typeName !== undefined },
          focusable: { autoFocusButton: typeName !== undefined ? null : danger ? 'cancel' : 'ok' },
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
          content: (
            <>
              {body && <p>{said(body)}</p>}
              {typeName !== undefined && (
                <>
                  <p>{say(text.typeToConfirm, typeName)}</p>
                  <Input
                    autoFocus
                    aria-label={say(text.typeToConfirm, typeName)}
                    onChange={({ target }) =>
                      asking.update({ okButtonProps: { danger, disabled: target.value.trim() !== typeName } })
                    }
                  />
                </>
              )}
            </>
          ),
        })
      }),
    [modal, say],
  )
}
