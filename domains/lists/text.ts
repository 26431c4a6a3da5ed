import type { Words, WordsWith } from '#contract/words.ts'
import { numberFaults } from '#domains/customers/text.ts'
import type { BatchState } from './batch.ts'
import type { ColumnUse, Encoding, Separator } from './mapping.ts'

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
  badAnswerChance: {
    zh: '接通概率应为 0 至 1 的小数，或 0% 至 100%',
    en: 'The answer probability must lie between 0 and 1, or 0 % and 100 %',
  },
  badFurtherNumber: { zh: '其他号码无法识别', en: 'A further number that cannot be read' },
  externalIdTooLong: { zh: '客户编号超过 100 个字', en: 'The customer id is longer than 100 characters' },
  companyTooLong: { zh: '公司名称超过 200 个字', en: 'The company is longer than 200 characters' },
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
  sameFile: {
    zh: '同样的文件已在名单里，未重复导入',
    en: 'The same file was in the list already; nothing was taken in',
  },
  unreadable: { zh: '工作簿无法读取', en: 'The workbook could not be read' },
  workbookBroken: { zh: '工作簿损坏，已退回全部数据', en: 'The workbook is damaged; everything was given back' },
  workbookBomb: {
    zh: '工作簿解压后大得不正常，已退回全部数据',
    en: 'The workbook unpacks to an abnormal size; everything was given back',
  },
  workbookLocked: { zh: '工作簿有密码', en: 'The workbook has a password' },
  workbookTooLong: {
    zh: '工作簿超出行数或文字总量上限，已退回全部数据',
    en: 'The workbook holds too many rows or too much text; everything was given back',
  },
  noSuchSheet: { zh: '工作簿里没有所选的工作表', en: 'The workbook lacks the chosen sheet' },
  gaveUp: { zh: '多次尝试仍无法继续，已退回全部数据', en: 'It broke repeatedly; everything was given back' },
}

export const columnUseWords: Record<ColumnUse, Words> = {
  number: { zh: '电话号码', en: 'Number' },
  furtherNumber: { zh: '其他号码', en: 'Further number' },
  name: { zh: '姓名', en: 'Name' },
  company: { zh: '公司', en: 'Company' },
  externalId: { zh: '客户编号', en: 'Customer id' },
  priority: { zh: '优先级', en: 'Priority' },
  attemptLimit: { zh: '拨打次数上限', en: 'Attempt limit' },
  answerChance: { zh: '接通概率', en: 'Answer probability' },
  attribute: { zh: '客户属性', en: 'Attribute' },
  skip: { zh: '不导入', en: 'Leave out' },
}

export const encodingWords: Record<Encoding, Words> = {
  'utf-8': { zh: 'UTF-8', en: 'UTF-8' },
  gb18030: { zh: 'GBK / GB 18030（简体中文）', en: 'GBK / GB 18030 (simplified Chinese)' },
  big5: { zh: 'Big5（繁体中文）', en: 'Big5 (traditional Chinese)' },
  'utf-16le': { zh: 'UTF-16 LE', en: 'UTF-16 LE' },
  'utf-16be': { zh: 'UTF-16 BE', en: 'UTF-16 BE' },
  hz: { zh: 'HZ（7 位国标码）', en: 'HZ (GB 2312 in seven bits)' },
  'windows-1252': { zh: 'Windows-1252（西欧）', en: 'Windows-1252 (Western European)' },
}

export const separatorWords: Record<Separator, Words> = {
  ',': { zh: '逗号 ,', en: 'Comma ,' },
  ';': { zh: '分号 ;', en: 'Semicolon ;' },
  '\t': { zh: '制表符 Tab', en: 'Tab' },
  '|': { zh: '竖线 |', en: 'Bar |' },
}

/** Countries a list is likely to come from. */
export const countryWords: Record<string, Words> = {
  CN: { zh: '中国大陆 +86', en: 'Mainland China +86' },
  HK: { zh: '中国香港 +852', en: 'Hong Kong +852' },
  MO: { zh: '中国澳门 +853', en: 'Macao +853' },
  TW: { zh: '中国台湾 +886', en: 'Taiwan +886' },
  SG: { zh: '新加坡 +65', en: 'Singapore +65' },
  MY: { zh: '马来西亚 +60', en: 'Malaysia +60' },
  PT: { zh: '葡萄牙 +351', en: 'Portugal +351' },
  BR: { zh: '巴西 +55', en: 'Brazil +55' },
  GB: { zh: '英国 +44', en: 'United Kingdom +44' },
  US: { zh: '美国 +1', en: 'United States +1' },
}

export const text = {
  lists: { zh: '名单', en: 'Lists' },
  line: { zh: '行号', en: 'Line' },
  reason: { zh: '未导入原因', en: 'Why it was refused' },
  detail: { zh: '说明', en: 'Detail' },
  rawRow: { zh: '原始内容', en: 'The row as it came' },
  refusedRows: { zh: '未导入的行', en: 'refused rows' },
  template: { zh: '名单导入模板', en: 'List template' },
  templateHeadings: {
    zh: '手机号码,姓名,优先级,拨打次数上限,接通概率',
    en: 'Phone number,Name,Priority,Attempt limit,Answer probability',
  },
  listTemplateHeadings: {
    zh: '手机号码,姓名,客户编号,公司,备用电话,优先级,拨打次数上限,接通概率',
    en: 'Phone number,Name,Customer id,Company,Second phone,Priority,Attempt limit,Answer probability',
  },

  // Lists
  listsHelp: {
    zh: '名单是一个来源的客户。每次导入的文件是一个批次，可随时撤销；同一号码在一个名单里只有一条。',
    en: 'A list holds customers from one source. Each imported file is a batch that can be taken back at any time; a number stands once in a list.',
  },
  search: { zh: '名称或供应商', en: 'Name or supplier' },
  name: { zh: '名单名称', en: 'List' },
  supplier: { zh: '供应商', en: 'Supplier' },
  supplierHelp: {
    zh: '名单从谁那里来；以后按供应商比较名单质量。',
    en: 'Where it comes from; quality is compared by supplier.',
  },
  site: { zh: '职场', en: 'Site' },
  note: { zh: '备注', en: 'Note' },
  entries: { zh: '明细', en: 'Entries' },
  activeEntries: { zh: '可拨人数', en: 'Entries in force' },
  activeEntriesHelp: {
    zh: '名单里有效的号码数：已导入、未撤销，同号只算一次。',
    en: 'Numbers in force: imported, not taken back, each counted once.',
  },
  state: { zh: '状态', en: 'State' },
  open: { zh: '使用中', en: 'Open' },
  closed: { zh: '已关闭', en: 'Closed' },
  close: { zh: '关闭名单', en: 'Close the list' },
  closeHelp: { zh: '关闭后不能再导入；已有明细保留。', en: 'Nothing more can be imported; entries stay.' },
  createdAt: { zh: '创建时间', en: 'Created' },
  create: { zh: '新建名单', en: 'New list' },
  change: { zh: '修改', en: 'Edit' },
  changeList: { zh: '修改名单', en: 'Edit list' },
  created: { zh: '名单已创建', en: 'The list is there' },
  saved: { zh: '已保存', en: 'Saved' },
  noLists: { zh: '还没有名单', en: 'There are no lists yet' },

  // Batches
  batches: { zh: '导入批次', en: 'Batches' },
  noBatches: { zh: '还没有导入过文件', en: 'Nothing has been imported yet' },
  fileName: { zh: '文件', en: 'File' },
  readRows: { zh: '读取', en: 'Read' },
  accepted: { zh: '新增', en: 'New' },
  merged: { zh: '合并', en: 'Joined' },
  mergedHelp: {
    zh: '号码已在名单中：属性并入原有明细。',
    en: 'The number was in the list: its attributes were joined.',
  },
  refused: { zh: '未导入', en: 'Refused' },
  account: { zh: '行数核对', en: 'Rows accounted for' },
  accountHelp: { zh: '读取 = 新增 + 合并 + 未导入', en: 'read = new + joined + refused' },
  uploadedAt: { zh: '上传时间', en: 'Uploaded' },
  continueImport: { zh: '继续导入', en: 'Go on' },
  revert: { zh: '撤销批次', en: 'Take back' },
  revertTitle: { zh: (file: string) => `撤销批次“${file}”？`, en: (file: string) => `Take back the batch “${file}”?` },
  revertBody: {
    zh: '只由这个批次带来的号码将不再拨打（通话记录保留）；其他批次也有的号码留在名单中。撤销后不能恢复，只能重新导入。',
    en: 'Numbers only this batch brought will not be dialled again (call records stay); numbers another batch brought too stay in the list. It cannot be undone, only imported again.',
  },
  reverted: { zh: '批次已撤销', en: 'The batch was taken back' },
  cancel: { zh: '取消导入', en: 'Cancel import' },
  cancelTitle: { zh: '取消这次导入？', en: 'Cancel this import?' },
  cancelBody: { zh: '已导入的行会全部退回。', en: 'Rows taken in so far are given back.' },
  cancelled: { zh: '已取消，数据已退回', en: 'Cancelled; everything was given back' },

  // Entries
  number: { zh: '号码', en: 'Number' },
  person: { zh: '姓名', en: 'Name' },
  attributes: { zh: '属性', en: 'Attributes' },
  priority: { zh: '优先级', en: 'Priority' },
  priorityHelp: { zh: '数字越小越先拨打', en: 'Smaller is called sooner' },
  attemptLimit: { zh: '次数上限', en: 'Attempt limit' },
  furtherNumbers: { zh: '其他号码', en: 'Further numbers' },
  answerChance: { zh: '接通概率', en: 'Answer probability' },
  answerChanceHelp: {
    zh: '名单供应方给出的接听可能性；预测拨号据此估计应答',
    en: 'How likely the supplier thinks an answer; predictive dialling counts on it',
  },
  byCampaign: { zh: '按项目', en: 'By campaign' },
  findEntry: { zh: '号码或姓名', en: 'Number or name' },
  findEntryHint: { zh: '输入开头部分，如 138 或 王', en: 'The beginning, e.g. 138 or Wang' },
  batch: { zh: '批次', en: 'Batch' },
  showReverted: { zh: '范围', en: 'Which' },
  inForce: { zh: '有效', en: 'In force' },
  takenBack: { zh: '已撤销', en: 'Taken back' },
  noEntries: { zh: '名单里还没有人', en: 'There is nobody in this list yet' },

  // Import
  import: { zh: '导入', en: 'Import' },
  importTitle: { zh: '导入名单', en: 'Import into the list' },
  stepUpload: { zh: '上传文件', en: 'Upload' },
  stepMapping: { zh: '核对列', en: 'Check columns' },
  stepRunning: { zh: '导入', en: 'Import' },
  stepResult: { zh: '结果', en: 'Result' },
  dropFile: { zh: '点击或把 Excel、CSV 文件拖到这里', en: 'Click, or drop a workbook or CSV file here' },
  dropHelp: {
    zh: '支持 .xlsx、.csv、.tsv、.txt；UTF-8、GBK、GB 18030、Big5、UTF-16；逗号、分号、Tab 或竖线分隔，自动识别，导入前可以核对和更改。',
    en: 'Takes .xlsx, .csv, .tsv and .txt; UTF-8, GBK, GB 18030, Big5 or UTF-16; commas, semicolons, tabs or bars. All of it is recognised, and yours to change before anything is imported.',
  },
  importAgain: { zh: '仍然导入', en: 'Import it again' },
  templateWorkbook: { zh: '下载 Excel 模板', en: 'Template for Excel' },
  templateCsv: { zh: '下载 CSV 模板', en: 'Template as CSV' },
  templateHelp: {
    zh: '模板包含本名单以往用过的属性列',
    en: 'Templates hold the attributes earlier files of this list had',
  },
  format: { zh: '格式', en: 'Format' },
  sheet: { zh: '工作表', en: 'Sheet' },
  rowsAbove: { zh: '跳过前几行', en: 'Rows to pass over' },
  rowsAboveHelp: {
    zh: '列名上方的标题、说明行；空行不算',
    en: 'Titles and remarks above the column names; blank rows do not count',
  },
  dates: { zh: '日期统一为 2024-01-05', en: 'Dates as 2024-01-05' },
  datesHelp: {
    zh: '2024/1/5、2024年1月5日、5-Jan-24、20240105 和 Excel 日期都能识别；分不清的保持原样',
    en: '2024/1/5, 5-Jan-24, 20240105 and dates of spreadsheets are recognised; what could be two stays as it is',
  },
  unclearDates: {
    zh: ({ column, cells, example }: { column: string; cells: number; example: string }) =>
      `“${column}”列有 ${cells} 个日期分不清或不是日期（如 ${example}），将保持原样`,
    en: ({ column, cells, example }: { column: string; cells: number; example: string }) =>
      `In “${column}” ${cells} cells are no clear dates (${example}); they stay as they are`,
  },
  rememberedFrom: {
    zh: ({ file, day }: { file: string; day: string }) => `列的含义沿用上次的文件“${file}”（${day}）`,
    en: ({ file, day }: { file: string; day: string }) => `Columns are read as in “${file}” of ${day}`,
  },
  forgetRemembered: { zh: '改用自动识别', en: 'Recognise them afresh' },
  getTemplate: { zh: '下载模板', en: 'Download the template' },
  sending: { zh: (share: number) => `正在上传 ${share}%`, en: (share: number) => `Uploading ${share}%` },
  encoding: { zh: '编码', en: 'Encoding' },
  separator: { zh: '分隔符', en: 'Separator' },
  header: { zh: '第一行是列名', en: 'First row names columns' },
  country: { zh: '号码所属国家/地区', en: 'Numbers belong to' },
  meaning: { zh: '每列的含义', en: 'What each column means' },
  attributeName: { zh: '属性名称', en: 'Attribute name' },
  previewRows: {
    zh: (count: number) => `文件前 ${count} 行`,
    en: (count: number) => `First ${count} rows of the file`,
  },
  previewFaults: {
    zh: (count: number) => `其中 ${count} 行不会导入，原因见左侧标记`,
    en: (count: number) => `${count} of them would be refused; the marks on the left say why`,
  },
  previewFine: { zh: '这些行都能导入', en: 'All of these can be imported' },
  noRows: { zh: '文件里没有数据行', en: 'The file has no rows' },
  pickNumber: { zh: '请指定哪一列是电话号码', en: 'Say which column holds the number' },
  start: { zh: '开始导入', en: 'Start import' },
  otherFile: { zh: '换一个文件', en: 'Another file' },
  running: {
    zh: '正在导入，可以离开此页，进度在名单页查看',
    en: 'Importing. You may leave; the list page shows how far it is',
  },
  rowsPerSecond: {
    zh: (rows: string) => `每秒 ${rows} 行`,
    en: (rows: string) => `${rows} rows a second`,
  },
  timeLeft: {
    zh: (minutes: number) => (minutes < 1 ? '剩余不到 1 分钟' : `剩余约 ${minutes} 分钟`),
    en: (minutes: number) => (minutes < 1 ? 'less than a minute left' : `some ${minutes} min left`),
  },
  rows: { zh: '行', en: 'rows' },
  finished: { zh: '导入完成', en: 'Imported' },
  finishedAll: { zh: '每一行都有去处：', en: 'Every row is accounted for:' },
  refusedFile: { zh: '错误文件', en: 'Refused rows' },
  downloadRefused: { zh: '下载未导入的行', en: 'Download refused rows' },
  refusedHelp: {
    zh: '文件里写明每行的原因；改好后可直接再次导入。',
    en: 'The file says why for each row; mend it and import it again.',
  },
  importAnother: { zh: '再导入一个文件', en: 'Import another file' },
  toList: { zh: '查看名单', en: 'To the list' },
} as const satisfies Record<string, Words | WordsWith<never>>
