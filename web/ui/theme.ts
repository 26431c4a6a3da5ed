import { theme as antdTheme, type ThemeConfig } from 'antd'
import type { Locale, Words } from '#contract/words.ts'

/** How the product may look. `ink` is the light one under a dark header and menu. */
export const skins = {
  light: { zh: '浅色', en: 'Light' },
  ink: { zh: '墨蓝', en: 'Ink' },
  dark: { zh: '深色', en: 'Dark' },
} as const satisfies Record<string, Words>
export type Skin = keyof typeof skins
export const skinNames = Object.keys(skins) as Skin[]
export const isSkin = (name: string | null): name is Skin => name !== null && name in skins

const light = {
  canvas: '#f2f4f8',
  surface: '#ffffff',
  sunken: '#f7f8fb',
  ink: '#1c2536',
  muted: '#5d6880',
  faint: '#8b95a9',
  line: '#e3e7ef',
  primary: '#2b50b8',
  primarySoft: '#ecf1fd',
  bronze: '#9a6a1f',
  ok: '#14783c',
  okSoft: '#e6f5ec',
  warn: '#9a5b00',
  warnSoft: '#fdf3df',
  alarm: '#c02530',
  alarmSoft: '#fdecec',
  info: '#2b50b8',
  infoSoft: '#ecf1fd',
  quiet: '#5d6880',
  quietSoft: '#eff1f5',
  bar: '#ffffff',
  barBell: '#9a6a1f',
  barInk: '#1c2536',
  barMuted: '#5d6880',
  barLine: '#e3e7ef',
  barHover: '#f0f3f9',
  barChosen: '#ecf1fd',
  barChosenInk: '#2b50b8',
  shadow: '0 1px 2px rgb(20 32 66 / 5%)',
}
export type Palette = typeof light

const ink: Palette = {
  ...light,
  bar: '#16213a',
  barBell: '#d9a854',
  barInk: '#f0f4fc',
  barMuted: '#a9b6d0',
  barLine: '#26324f',
  barHover: '#1f2c49',
  barChosen: '#2c4583',
  barChosenInk: '#ffffff',
}

const dark: Palette = {
  canvas: '#0f1319',
  surface: '#171c24',
  sunken: '#131820',
  ink: '#e3e8f1',
  muted: '#9aa6ba',
  faint: '#758197',
  line: '#29313d',
  primary: '#7d9df5',
  primarySoft: '#1c2743',
  bronze: '#d9a854',
  ok: '#57c785',
  okSoft: '#132a1e',
  warn: '#e3ab4c',
  warnSoft: '#2e2412',
  alarm: '#f47f80',
  alarmSoft: '#361a1d',
  info: '#86a5f8',
  infoSoft: '#1c2743',
  quiet: '#9aa6ba',
  quietSoft: '#212833',
  bar: '#171c24',
  barBell: '#d9a854',
  barInk: '#e3e8f1',
  barMuted: '#9aa6ba',
  barLine: '#29313d',
  barHover: '#1f2630',
  barChosen: '#1c2743',
  barChosenInk: '#a9c0ff',
  shadow: '0 1px 2px rgb(0 0 0 / 40%)',
}

export const palettes: Record<Skin, Palette> = { light, ink, dark }

const chineseFonts = "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC'"
const latinFonts = "-apple-system, 'Segoe UI', Roboto"
/** Which font comes first decides how quotation marks look: full width in Chinese, narrow in English. */
export const fontFamilies: Record<Locale, string> = {
  zh: `${chineseFonts}, ${latinFonts}, sans-serif`,
  // Where a machine has no font of the first kind, marks that both scripts share would come from a Chinese one.
  en: `'Carillon marks', ${latinFonts}, ${chineseFonts}, sans-serif`,
}

/** Ant Design in our colours and our density. */
export const antdThemeOf = (skin: Skin, locale: Locale): ThemeConfig => {
  const colours = palettes[skin]
  return {
    algorithm: skin === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    cssVar: { key: 'carillon' },
    hashed: false,
    token: {
      colorPrimary: colours.primary,
      colorLink: colours.primary,
      colorSuccess: colours.ok,
      colorWarning: colours.warn,
      colorWarningBg: colours.warnSoft,
      colorError: colours.alarm,
      colorInfo: colours.info,
      colorText: colours.ink,
      colorTextSecondary: colours.muted,
      colorTextDescription: colours.muted,
      colorBgLayout: colours.canvas,
      colorBgContainer: colours.surface,
      colorBorderSecondary: colours.line,
      fontFamily: fontFamilies[locale],
      fontSize: 13,
      controlHeight: 30,
      borderRadius: 6,
      borderRadiusLG: 8,
      wireframe: false,
      boxShadowTertiary: colours.shadow,
    },
    components: {
      Table: {
        headerBg: colours.sunken,
        headerColor: colours.muted,
        headerSplitColor: 'transparent',
        rowHoverBg: colours.sunken,
        rowSelectedBg: colours.primarySoft,
        rowSelectedHoverBg: colours.primarySoft,
        headerSortActiveBg: colours.sunken,
        headerSortHoverBg: colours.line,
        bodySortBg: 'transparent',
        cellPaddingBlockSM: 5,
        cellPaddingInlineSM: 10,
        cellPaddingBlockMD: 11,
        cellPaddingInlineMD: 12,
      },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Drawer: { paddingLG: 20 },
      Button: {
        ...(skin === 'dark' ? { primaryColor: '#0e1424' } : {}),
        fontWeight: 500,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
      },
    },
  }
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Hands the palette to style sheets as `--ca-…`, on the document, so that everything that pops up has it too. */
export const dress = (skin: Skin): void => {
  const { style, dataset } = document.documentElement
  for (const [name, colour] of Object.entries(palettes[skin])) style.setProperty(`--ca-${kebab(name)}`, colour)
  style.colorScheme = skin === 'dark' ? 'dark' : 'light'
  dataset.skin = skin
}

/** Told apart by people who see red and green alike (Okabe and Ito), in the order charts take them. */
export const seriesColours: Record<'light' | 'dark', string[]> = {
  light: ['#2b50b8', '#c77700', '#0d8a73', '#b0447e', '#5aa0d8', '#8a6d1f', '#6b5bb5', '#7a8499'],
  dark: ['#86a5f8', '#f0a945', '#4cc9ad', '#e58bb9', '#8fcaf2', '#d3b866', '#b0a3ee', '#a4aec0'],
}
