import { useLocale, useSetLocale } from '#web/client/session.tsx'
import style from './language-switch.module.css'

/** 中 / EN */
export const LanguageSwitch = () => {
  const locale = useLocale()
  const setLocale = useSetLocale()
  const other = locale === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className={style.switch}
      onClick={() => setLocale(other)}
      aria-label={locale === 'zh' ? 'Switch to English' : '切换为中文'}
    >
      <span className={locale === 'zh' ? style.on : undefined}>中</span>
      <span className={locale === 'en' ? style.on : undefined}>EN</span>
    </button>
  )
}
