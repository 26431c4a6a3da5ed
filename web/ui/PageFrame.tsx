import { QuestionCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Popover } from 'antd'
import { createContext, Fragment, type ReactNode, useContext, useEffect } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import style from './page-frame.module.css'
import { text } from './text.ts'

/** The shell hears through it what the shown page calls itself. */
export const PageTitleContext = createContext<(title: string) => void>(() => {})

export type Crumb = { title: Words | string; to?: string }

const useSaid = () => {
  const say = useWords()
  return (words: Words | string): string => (typeof words === 'string' ? words : say(words))
}

const Trail = ({ crumbs }: { crumbs: readonly Crumb[] }) => {
  const said = useSaid()
  return (
    <nav className={style.trail} aria-label="breadcrumb">
      {crumbs.map(({ title, to }, place) => (
        <Fragment key={said(title)}>
          {place > 0 && <span aria-hidden="true">/</span>}
          {to ? <Link to={to}>{said(title)}</Link> : <span>{said(title)}</span>}
        </Fragment>
      ))}
    </nav>
  )
}

const Help = ({ words }: { words: Words }) => {
  const say = useWords()
  return (
    <Popover trigger="click" placement="bottomLeft" content={<div className={style.help}>{say(words)}</div>}>
      <Button type="text" size="small" icon={<QuestionCircleOutlined />} aria-label={say(text.help)} />
    </Popover>
  )
}

/** The head of a page (title, where it stands, what may be done, help) above its content. */
export const PageFrame = ({
  title,
  crumbs,
  actions,
  help,
  aside,
  children,
}: {
  title: Words | string
  /** Pages above this one; the title itself is not repeated. */
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  help?: Words
  /** Beside the title: a state, the age of the data. */
  aside?: ReactNode
  children: ReactNode
}) => {
  const said = useSaid()
  const name = said(title)
  const announce = useContext(PageTitleContext)
  useEffect(() => announce(name), [announce, name])
  return (
    <div className={style.page}>
      <header className={style.head}>
        <div>
          {crumbs && <Trail crumbs={crumbs} />}
          <div className={style.line}>
            <h1 className={style.title}>{name}</h1>
            {help && <Help words={help} />}
            {aside}
          </div>
        </div>
        {actions && <div className={style.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A white sheet on the page, with a heading of its own if wanted. */
export const Sheet = ({
  title,
  help,
  extra,
  flush,
  children,
}: {
  title?: Words | string
  help?: Words
  extra?: ReactNode
  /** Without padding: for tables. */
  flush?: boolean
  children: ReactNode
}) => {
  const said = useSaid()
  return (
    <section className={style.sheet}>
      {(title || extra) && (
        <div className={style.sheetHead}>
          <h2>
            {title && said(title)}
            {help && <Help words={help} />}
          </h2>
          {extra}
        </div>
      )}
      <div className={flush ? undefined : style.padded}>{children}</div>
    </section>
  )
}

/** Sheets or figures side by side, as many as fit. */
export const Grid = ({ least = 160, children }: { least?: number; children: ReactNode }) => (
  <div className={style.grid} style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(${least}px, 100%), 1fr))` }}>
    {children}
  </div>
)
