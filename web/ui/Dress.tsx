import { App, ConfigProvider } from 'antd'
import englishLoaded from 'antd/es/locale/en_GB.js'
import chineseLoaded from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import 'dayjs/locale/en-gb.js'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Locale } from '#contract/words.ts'
import { antdThemeOf, dress, isSkin, type Palette, palettes, type Skin } from './theme.ts'
import './base.css'

type Wardrobe = { skin: Skin; setSkin: (skin: Skin) => void }
const SkinContext = createContext<Wardrobe>({ skin: 'light', setSkin: () => {} })

/** How the product looks now, and how to change it; remembered in this browser. */
export const useSkin = (): Wardrobe => useContext(SkinContext)
/** The colours of the present skin, for what is drawn rather than styled. */
export const usePalette = (): Palette => palettes[useSkin().skin]

const place = 'carillon.skin'
const keptSkin = (): Skin => {
  const kept = localStorage.getItem(place)
  if (isSkin(kept)) return kept
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

type AntdLocale = typeof chineseLoaded
/** Bundlers and Node disagree on what the default of this old-style module is. */
const plain = (loaded: AntdLocale): AntdLocale['default'] =>
  'default' in loaded ? loaded.default : (loaded as AntdLocale['default'])
const locales: Record<Locale, AntdLocale['default']> = { zh: plain(chineseLoaded), en: plain(englishLoaded) }

/** Ant Design in our colours, density and language, for everything below. */
export const Dress = ({ locale, children }: { locale: Locale; children: ReactNode }) => {
  const [skin, setSkin] = useState(keptSkin)
  useEffect(() => {
    dress(skin)
    localStorage.setItem(place, skin)
  }, [skin])
  // During rendering, not after: the pickers below read it while they render.
  dayjs.locale(locale === 'zh' ? 'zh-cn' : 'en-gb')
  const wardrobe = useMemo(() => ({ skin, setSkin }), [skin])
  const theme = useMemo(() => antdThemeOf(skin, locale), [skin, locale])
  const still = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)').matches, [])
  return (
    <SkinContext value={wardrobe}>
      <ConfigProvider
        locale={locales[locale]}
        theme={still ? { ...theme, token: { ...theme.token, motion: false } } : theme}
        button={{ autoInsertSpace: false }}
        form={{ scrollToFirstError: { focus: true } }}
      >
        <App className="ca-app" message={{ top: 64, maxCount: 3 }}>
          {children}
        </App>
      </ConfigProvider>
    </SkinContext>
  )
}
