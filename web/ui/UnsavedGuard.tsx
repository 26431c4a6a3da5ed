import { useBlocker } from '@tanstack/react-router'
import { text } from './text.ts'
import { type Question, useConfirm } from './use-confirm.tsx'

/** What is asked before something typed is lost. */
export const leaveQuestion: Question = {
  title: text.unsaved,
  body: text.unsavedHelp,
  action: text.leave,
  stay: text.stay,
  danger: true,
}

/** While something is unsaved, asks before the reader leaves the page or closes the window. */
export const UnsavedGuard = ({ unsaved }: { unsaved: boolean }) => {
  const confirm = useConfirm()
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!unsaved || current.pathname === next.pathname) return false
      return !(await confirm(leaveQuestion))
    },
    enableBeforeUnload: () => unsaved,
    disabled: !unsaved,
  })
  return null
}
