import { useBlocker } from '@tanstack/react-router'
import { text } from './text.ts'
import { useConfirm } from './use-confirm.tsx'

/** While something is unsaved, asks before the reader leaves the page or closes the window. */
export const UnsavedGuard = ({ unsaved }: { unsaved: boolean }) => {
  const confirm = useConfirm()
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!unsaved || current.pathname === next.pathname) return false
      return !(await confirm({ title: text.unsaved, body: text.unsavedHelp, action: text.leave, danger: true }))
    },
    enableBeforeUnload: () => unsaved,
    disabled: !unsaved,
  })
  return null
}
