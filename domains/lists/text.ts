import type { Words } from '#contract/words.ts'
import { numberFaults } from '#domains/customers/text.ts'
import type { BatchState } from './batch.ts'

/** Why a row was not taken in. */
export const refusedReasons = {
  ...numberFaults,
  malformedQuotes: { zh: '引号位置不对', en: 'A quotation mark in the wrong place' },
  unterminatedQuote: { zh: '引号没有结束', en: 'A quotation mark that is never closed' },
  rowTooLong: { zh: '这一行过长', en: 'The row is too long' },
  tooManyCells: { zh: '单元格比列多', en: 'More cells than columns' },
  nameTooLong: { zh: '姓名超过 200 个字', en: 'The name is longer than 200 characters' },
  cellTooLong: { zh: '单元格超过 4000 个字', en: 'A cell is longer than 4,000 characters' },
  badPriority: { zh: '优先级应为 0 至 1000000 的整数', en: 'Priority must be a whole number from 0 to 1,000,000' },
  badAttemptLimit: { zh: '次数上限应为 1 至 100 的整数', en: 'The attempt limit must be a whole number from 1 to 100' },
  unreadableCharacter: {
    zh: '有无法识别的字符（编码可能选错）',
    en: 'Characters that cannot be read (perhaps the wrong encoding)',
  },
} as const satisfies Record<string, Words>

export const batchStateWords: Record<BatchState, Words> = {
  uploading: { zh: '上传中', en: 'Uploading' },
  uploaded: { zh: '待导入', en: 'To be imported' },
  importing: { zh: '导入中', en: 'Importing' },
  imported: { zh: '已导入', en: 'Imported' },
  reverted: { zh: '已撤销', en: 'Taken back' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  failed: { zh: '失败', en: 'Failed' },
}

/** Why a batch failed. */
export const batchErrors: Record<string, Words> = {
  brokeOff: { zh: '上传中断', en: 'The upload broke off' },
  abandoned: { zh: '上传后 7 天未导入，文件已清除', en: 'Not imported within 7 days; the file was removed' },
  gaveUp: { zh: '多次尝试仍无法继续，已退回全部数据', en: 'It broke repeatedly; everything was given back' },
}

export const text = {
  lists: { zh: '名单', en: 'Lists' },
  line: { zh: '行号', en: 'Line' },
  reason: { zh: '未导入原因', en: 'Why it was refused' },
  detail: { zh: '说明', en: 'Detail' },
  rawRow: { zh: '原始内容', en: 'The row as it came' },
  refusedRows: { zh: '未导入的行', en: 'refused rows' },
  template: { zh: '名单导入模板', en: 'List template' },
  templateHeadings: { zh: '手机号码,姓名,优先级,拨打次数上限', en: 'Phone number,Name,Priority,Attempt limit' },
} as const satisfies Record<string, Words>
