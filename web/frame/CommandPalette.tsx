import { SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef, Modal } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { menuGroups, type Page } from '#web/ui/page.ts'
import { findPages } from './find-pages.ts'
import style from './overlays.module.css'
import { text } from './text.ts'

const Found = ({ page, chosen, onGo }: { page: Page; chosen: boolean; onGo: () => void }) => {
  const say = useWords()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter work in the field above, which holds the focus
    // biome-ignore lint/a11y/useFocusableInteractive: same
    <div id={`go-${page.path}`} role="option" aria-selected={chosen} onClick={onGo}>
      <span>{say(page.title)}</span>
      {page.menu && <small>{say(menuGroups[page.menu.group])}</small>}
    </div>
  )
}

/** Ctrl+K: type a few letters of a page's name, in either language, and go there. */
export const CommandPalette = ({
  open,
  pages,
  onClose,
}: {
  open: boolean
  pages: readonly Page[]
  onClose: () => void
}) => {
  const say = useWords()
  const navigate = useNavigate()
  const field = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState(0)
  const found = findPages(pages, typed)
  const chosen = found[Math.min(place, found.length - 1)]
  const go = (page: Page | undefined) => {
    if (!page) return
    onClose()
    void navigate({ to: page.path })
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') go(chosen)
    if (!step) return
    event.preventDefault()
    setPlace((now) => (Math.min(now, found.length - 1) + step + found.length) % Math.max(1, found.length))
  }
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={520}
      style={{ top: 96 }}
      title={null}
      destroyOnHidden
      afterOpenChange={(shown) => {
        if (shown) field.current?.focus()
        setTyped('')
        setPlace(0)
      }}
    >
      <Input
        ref={field}
        size="large"
        variant="borderless"
        prefix={<SearchOutlined />}
        placeholder={say(text.goToHint)}
        value={typed}
        role="combobox"
        aria-expanded
        aria-controls="go-to-pages"
        aria-activedescendant={chosen ? `go-${chosen.path}` : undefined}
        onChange={({ target }) => {
          setTyped(target.value)
          setPlace(0)
        }}
        onKeyDown={press}
      />
      <div id="go-to-pages" role="listbox" className={style.found} aria-label={say(text.goTo)}>
        {found.map((page) => (
          <Found key={page.path} page={page} chosen={page === chosen} onGo={() => go(page)} />
        ))}
        {found.length === 0 && <p>{say(text.noSuchPage)}</p>}
      </div>
    </Modal>
  )
}
