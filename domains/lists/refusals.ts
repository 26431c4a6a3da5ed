import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'

export const permissions = definePermissions('lists', {
  read: {
    zh: '查看名单',
    en: 'See lists',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'planner', 'complianceOfficer', 'administrator'],
  },
  import: { zh: '导入名单', en: 'Import lists', roles: ['supervisor', 'campaignManager', 'director', 'administrator'] },
  manage: {
    zh: '管理名单、撤销批次',
    en: 'Manage lists and take batches back',
    roles: ['supervisor', 'campaignManager', 'director', 'administrator'],
  },
})

export const refusals = defineRefusals('lists', {
  noSuchList: { status: 404, text: { zh: '没有这个名单', en: 'No such list' } },
  noSuchBatch: { status: 404, text: { zh: '没有这个批次', en: 'No such batch' } },
  nameTaken: { status: 409, text: { zh: '名单名称“{name}”已被使用', en: 'The list name “{name}” is taken' } },
  closed: { status: 409, text: { zh: '名单已关闭', en: 'This list is closed' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  wrongState: {
    status: 409,
    text: { zh: '批次当前状态不能这样操作', en: 'Not possible in the present state of this batch' },
  },
  emptyFile: { status: 400, text: { zh: '文件是空的', en: 'The file is empty' } },
  spreadsheet: {
    status: 400,
    text: {
      zh: '这是旧版 Excel（.xls）或加密的工作簿；请在 Excel 中去掉密码并“另存为” .xlsx 或 CSV UTF-8 后再上传',
      en: 'This is an old (.xls) or encrypted workbook; take off its password, save it as .xlsx or “CSV UTF-8” and upload that',
    },
  },
  workbookBroken: {
    status: 400,
    text: {
      zh: '无法打开这个工作簿：文件损坏，或不是 Excel 的 .xlsx；请在 Excel 中打开并重新保存后再上传',
      en: 'This workbook cannot be opened: it is damaged or no .xlsx; open it in your spreadsheet, save it again and upload that',
    },
  },
  workbookBomb: {
    status: 400,
    text: {
      zh: '这个工作簿解压后大得不正常，为安全起见不予读取；请另存为 CSV UTF-8 后再上传',
      en: 'This workbook unpacks to an abnormal size and is not read, to be safe; save it as “CSV UTF-8” and upload that',
    },
  },
  workbookLocked: {
    status: 400,
    text: {
      zh: '工作簿有密码；请去掉密码后再上传',
      en: 'The workbook has a password; take it off and upload it again',
    },
  },
  workbookTooLong: {
    status: 400,
    text: {
      zh: '工作簿过大（最多 1,048,576 行，文字合计 512 MB）；请另存为 CSV UTF-8 后再上传',
      en: 'The workbook is too large (at most 1,048,576 rows and 512 MB of text); save it as “CSV UTF-8” and upload that',
    },
  },
  noSuchSheet: { status: 400, text: { zh: '工作簿里没有这个工作表', en: 'The workbook has no such sheet' } },
  sameFile: {
    status: 409,
    text: {
      zh: '同样的文件已经在这个名单里：“{file}”（{at}）。如确要再导入一次，请选择“仍然导入”',
      en: 'The same file is in this list already: “{file}” ({at}). Choose “Import it again” if you mean to',
    },
  },
  notText: { status: 400, text: { zh: '这不是文本文件（CSV）', en: 'This is not a text file (CSV)' } },
  tooLarge: { status: 413, text: { zh: '文件过大', en: 'The file is too large' } },
  noNumberColumn: { status: 400, text: { zh: '请指定哪一列是电话号码', en: 'Say which column holds the number' } },
  useTwice: {
    status: 400,
    text: {
      zh: '号码、姓名、公司、客户编号、优先级、次数上限、接通概率各只能指定一列',
      en: 'Number, name, company, customer id, priority, attempt limit and answer probability are one column each',
    },
  },
  nameTwice: { status: 400, text: { zh: '两列的属性名称相同', en: 'Two columns have the same attribute name' } },
  nameMissing: { status: 400, text: { zh: '有一列缺少属性名称', en: 'A column lacks its attribute name' } },
})
