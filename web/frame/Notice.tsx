import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { Logo } from '#web/ui/Logo.tsx'
import style from './notice.module.css'
import { text } from './text.ts'

/** A whole page that says one thing, with a way back. */
export const Notice = ({ title, help, onRetry }: { title: Words; help?: Words; onRetry?: () => void }) => {
  const say = useWords()
  return (
    <div className={style.notice}>
      <Logo size={56} />
      <h1>{say(title)}</h1>
      {help && <p>{say(help)}</p>}
      <div>
        {onRetry && (
          <Button type="primary" onClick={onRetry}>
            {say(text.tryAgain)}
          </Button>
        )}
        <Link to="/">
          <Button>{say(text.home)}</Button>
        </Link>
      </div>
    </div>
  )
}
