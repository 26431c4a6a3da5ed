import type { Words } from '#contract/words.ts'

/** The words of the table of segments. */
export const text = {
  segments: { zh: '号段表', en: 'Segments' },
  segmentsHelp: {
    zh: '号码前几位对应的省市和号段归属。内置约 13 万个号段（来源：libphonenumber，2022 年），这里补充和更正；更长的号段优先。号码可携号转网，归属不等于当前运营商。',
    en: 'Where numbers with these first digits were issued. Some 130,000 segments are built in (libphonenumber, 2022); this table adds to and corrects them, the longest prefix first. Numbers are portable: the segment does not tell the carrier of today.',
  },
  prefix: { zh: '号段', en: 'Prefix' },
  prefixHelp: { zh: '2–11 位数字，不含 0 和 +86：1991234、755', en: '2–11 digits without 0 or +86: 1991234, 755' },
  province: { zh: '省', en: 'Province' },
  city: { zh: '市', en: 'City' },
  segmentCarrier: { zh: '号段归属', en: 'Segment given to' },
  noSegments: { zh: '还没有补充的号段，内置号段照常使用', en: 'Nothing added yet; the built-in segments hold' },
  addSegment: { zh: '新增号段', en: 'Add a segment' },
  changeSegment: { zh: '修改号段', en: 'Change the segment' },
  removeSegment: { zh: '删除', en: 'Remove' },
  removeSegmentTitle: {
    zh: (prefix: string) => `删除号段 ${prefix}？该号段将恢复为内置归属。`,
    en: (prefix: string) => `Remove ${prefix}? What is built in holds again.`,
  },
  change: { zh: '修改', en: 'Change' },
  actions: { zh: '操作', en: 'Actions' },
  saved: { zh: '已保存', en: 'Saved' },
  removed: { zh: '已删除', en: 'Removed' },
  importSegments: { zh: '导入 CSV', en: 'Import CSV' },
  imported: {
    zh: ({ taken }: { taken: number }) => `已导入 ${taken} 个号段`,
    en: ({ taken }: { taken: number }) => `${taken} segments taken in`,
  },
  download: { zh: '下载', en: 'Download' },
  lookUp: { zh: '查号码归属', en: 'Look a number up' },
  lookUpHint: { zh: '输入号码或前几位', en: 'A number or its first digits' },
  unknownPlace: { zh: '无归属信息', en: 'Nothing is known' },
} as const satisfies Record<string, Words | { zh: (value: never) => string; en: (value: never) => string }>
