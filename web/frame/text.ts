import type { Words } from '#contract/words.ts'

/** The words of the shell. */
export const text = {
  product: { zh: '钟鸣', en: 'Carillon' },
  productInFull: { zh: '钟鸣 Carillon', en: 'Carillon 钟鸣' },
  skipToContent: { zh: '跳到正文', en: 'Skip to content' },
  menu: { zh: '主菜单', en: 'Main menu' },
  foldMenu: { zh: '收起菜单', en: 'Fold the menu' },
  unfoldMenu: { zh: '展开菜单', en: 'Unfold the menu' },
  openPages: { zh: '已打开的页面', en: 'Open pages' },
  closeTab: { zh: '关闭', en: 'Close' },
  closeOthers: { zh: '关闭其他', en: 'Close others' },
  closeAll: { zh: '全部关闭', en: 'Close all' },
  goTo: { zh: '前往', en: 'Go to' },
  goToHint: { zh: '输入页面名称，中文或英文均可', en: 'Type the name of a page, in either language' },
  noSuchPage: { zh: '没有匹配的页面', en: 'No page matches' },
  shortcuts: { zh: '快捷键', en: 'Shortcuts' },
  fullScreen: { zh: '全屏', en: 'Full screen' },
  look: { zh: '外观', en: 'Appearance' },
  password: { zh: '修改密码', en: 'Change password' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  account: { zh: '我的账号', en: 'My account' },
  demo: { zh: '演示中心', en: 'Demo centre' },
  demoHelp: { zh: '数据和通话均为模拟', en: 'Data and calls are simulated' },
  siteTime: { zh: '职场时间', en: 'Site time' },
  notFound: { zh: '没有这个页面', en: 'There is no such page' },
  notFoundHelp: { zh: '链接可能已失效，或地址有误。', en: 'The link may be old, or the address mistyped.' },
  notForYou: { zh: '您没有查看此页面的权限', en: 'You may not see this page' },
  notForYouHelp: { zh: '如果工作需要，请联系系统管理员开通。', en: 'If your work needs it, ask your administrator.' },
  crashed: { zh: '这个页面出错了', en: 'This page broke' },
  crashedHelp: { zh: '其他页面不受影响。可以重试，或返回首页。', en: 'Other pages still work. Try again, or go home.' },
  nothingYet: { zh: '还没有可以使用的页面', en: 'There is no page for you yet' },
  home: { zh: '返回首页', en: 'Go home' },
  tryAgain: { zh: '重试', en: 'Try again' },
  loading: { zh: '加载中', en: 'Loading' },
} satisfies Record<string, Words>

/** What each key does, for the sheet that `?` opens. */
export const keyTable: readonly { title: Words; keys: readonly (readonly [string, Words])[] }[] = [
  {
    title: { zh: '全局', en: 'Everywhere' },
    keys: [
      ['Ctrl K', { zh: '前往任意页面', en: 'Go to any page' }],
      ['?', { zh: '打开本表', en: 'Open this sheet' }],
      ['Esc', { zh: '取消、关闭', en: 'Cancel, close' }],
      ['Enter', { zh: '打开选中的行', en: 'Open the focused row' }],
    ],
  },
  {
    title: { zh: '坐席工作台', en: 'Agent desk' },
    keys: [
      ['F2', { zh: '签入 / 签出', en: 'Sign in / sign out' }],
      ['F4', { zh: '示忙 / 示闲', en: 'Not ready / ready' }],
      ['Space', { zh: '拨打预览的客户', en: 'Dial the previewed customer' }],
      ['1 – 9', { zh: '选择通话结果', en: 'Choose the outcome' }],
      ['/', { zh: '搜索异议', en: 'Search objections' }],
      ['Ctrl Enter', { zh: '提交并下一个', en: 'Submit and next' }],
      ['Alt Y', { zh: '预约回访', en: 'Book a callback' }],
      ['Alt J', { zh: '加入禁呼', en: 'Do not call again' }],
      ['Alt Z', { zh: '求助班长', en: 'Ask the leader for help' }],
      ['Alt M', { zh: '静音', en: 'Mute' }],
      ['Alt P', { zh: '保持', en: 'Hold' }],
    ],
  },
]
