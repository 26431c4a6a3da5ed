import type { Words, WordsWith } from '#contract/words.ts'

/** The words of the kit. */
export const text = {
  // Lists
  search: { zh: '查询', en: 'Search' },
  reset: { zh: '重置', en: 'Reset' },
  more: { zh: '展开', en: 'More' },
  less: { zh: '收起', en: 'Less' },
  any: { zh: '全部', en: 'Any' },
  refresh: { zh: '刷新', en: 'Refresh' },
  columns: { zh: '列设置', en: 'Columns' },
  allColumns: { zh: '恢复默认', en: 'Restore defaults' },
  density: { zh: '密度', en: 'Density' },
  compact: { zh: '紧凑', en: 'Compact' },
  roomy: { zh: '宽松', en: 'Comfortable' },
  total: { zh: (count: string) => `共 ${count} 条`, en: (count: string) => `${count} in total` },
  chosen: { zh: (count: string) => `已选 ${count} 条`, en: (count: string) => `${count} selected` },
  clearChoice: { zh: '取消选择', en: 'Clear' },
  previousPage: { zh: '上一页', en: 'Previous' },
  nextPage: { zh: '下一页', en: 'Next' },
  nothingHere: { zh: '暂无数据', en: 'Nothing here yet' },
  nothingFound: { zh: '没有符合条件的记录', en: 'Nothing matches these filters' },
  clearFilters: { zh: '清空筛选条件', en: 'Clear the filters' },
  tryAgain: { zh: '重试', en: 'Try again' },
  didNotLoad: { zh: '没有加载出来', en: 'This did not load' },
  loading: { zh: '加载中', en: 'Loading' },
  actions: { zh: '操作', en: 'Actions' },
  requestId: { zh: '请求编号', en: 'Request' },
  // Ranges of days
  today: { zh: '今日', en: 'Today' },
  yesterday: { zh: '昨日', en: 'Yesterday' },
  thisWeek: { zh: '本周', en: 'This week' },
  lastWeek: { zh: '上周', en: 'Last week' },
  thisMonth: { zh: '本月', en: 'This month' },
  lastMonth: { zh: '上月', en: 'Last month' },
  from: { zh: '开始日期', en: 'From' },
  until: { zh: '结束日期', en: 'To' },
  view: { zh: '显示方式', en: 'View' },
  chooseAll: { zh: '全选本页', en: 'Choose all on this page' },
  chooseRow: { zh: (row: number) => `选择第 ${row} 行`, en: (row: number) => `Choose row ${row}` },
  // Files with people in them
  exportFor: { zh: '导出用途', en: 'What is this file for?' },
  exportNow: { zh: '导出', en: 'Export' },
  exportRecorded: {
    zh: '文件含个人信息：导出人、时间和用途会留痕，每一行都带有导出编号。',
    en: 'The file tells of people: who took it, when and what for is recorded, and every row carries the export number.',
  },
  exportHint: { zh: '例如：晨会数据、对账、监管检查', en: 'For example: inspection by the regulator' },
  // Forms
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  confirm: { zh: '确定', en: 'OK' },
  close: { zh: '关闭', en: 'Close' },
  choose: { zh: '请选择', en: 'Choose' },
  required: { zh: (label: string) => `请填写${label}`, en: (label: string) => `${label} is needed` },
  tooLong: {
    zh: ({ label, max }: { label: string; max: number }) => `${label}最多 ${max} 个字`,
    en: ({ label, max }: { label: string; max: number }) => `${label}: at most ${max} characters`,
  },
  checkThis: { zh: '请检查此项', en: 'Please check this' },
  typeToConfirm: {
    zh: (name: string) => `此操作不可撤销。请输入“${name}”以确认`,
    en: (name: string) => `This cannot be undone. Type “${name}” to confirm`,
  },
  unsaved: { zh: '有未保存的修改', en: 'There are unsaved changes' },
  unsavedHelp: { zh: '离开后，这些修改会丢失。', en: 'If you leave, they are lost.' },
  leave: { zh: '离开', en: 'Leave' },
  stay: { zh: '继续编辑', en: 'Keep editing' },
  copied: { zh: '已复制', en: 'Copied' },
  // Figures and charts
  none: { zh: '–', en: '–' },
  noBasis: { zh: '分母为零，暂无结果', en: 'No basis yet: the denominator is zero' },
  asTable: { zh: '以表格查看', en: 'Show as table' },
  asChart: { zh: '以图形查看', en: 'Show as chart' },
  chartKeys: {
    zh: '{name}，图表，共 {count} 项，用方向键逐项查看',
    en: '{name}, chart of {count} items; arrow keys move from one to the next',
  },
  chartKeysOpen: {
    zh: '{name}，图表，共 {count} 项，用方向键逐项查看，回车打开',
    en: '{name}, chart of {count} items; arrow keys move from one to the next, Enter opens',
  },
  help: { zh: '说明', en: 'What is this?' },
  live: { zh: '实时', en: 'Live' },
  stale: {
    zh: (seconds: number) => `连接中断，数据停在 ${seconds} 秒前`,
    en: (seconds: number) => `Connection lost; shown as of ${seconds} s ago`,
  },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  // Files
  dropFile: { zh: '点击或拖拽文件到此处', en: 'Click, or drop a file here' },
} satisfies Record<string, Words | WordsWith<never>>

/** What files with people in them usually leave for. */
export const exportReasons: readonly Words[] = [
  { zh: '晨会数据', en: 'Morning meeting' },
  { zh: '与委托方对账', en: 'Settlement with the client' },
  { zh: '质检抽样', en: 'Quality sample' },
  { zh: '监管检查', en: 'Inspection by an authority' },
]
