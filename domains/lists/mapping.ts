import { z } from 'zod'
import { remark } from '#contract/text.ts'

/** Encodings a list may arrive in; names as the WHATWG gives them, but for HZ, which it gave up. */
export const encodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252', 'hz'] as const
export type Encoding = (typeof encodings)[number]
export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** What a column of the file means to us. */
export const columnUses = [
  'number',
  'furtherNumber',
  'name',
  'company',
  'externalId',
  'priority',
  'attemptLimit',
  'answerChance',
  'attribute',
  'skip',
] as const
export type ColumnUse = (typeof columnUses)[number]
/** Uses any number of columns may have; each other one is one column's. */
const manyTimes: readonly ColumnUse[] = ['furtherNumber', 'attribute', 'skip']
export const formats = ['csv', 'xlsx'] as const
export type Format = (typeof formats)[number]

export const mostColumns = 200
export const mostRowsAbove = 100

/** How to read a file: its bytes, its cells, and which column says what. */
export const Mapping = z.object({
  /** A workbook is read by its sheet; encoding and separator say nothing of it. */
  format: z.enum(formats).default('csv'),
  sheet: remark(255).default(''),
  encoding: z.enum(encodings).default('utf-8'),
  separator: z.enum(separators).default(','),
  /** Rows above the header (or the first row of people) that are passed over: titles, dates of issue. Blank rows do not count. */
  skipRows: z.int().min(0).max(mostRowsAbove).default(0),
  hasHeader: z.boolean(),
  /** Where numbers without country code belong, ISO 3166. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('CN'),
  columns: z
    .array(
      z.object({
        name: remark(200),
        as: z.enum(columnUses),
        /** Holds dates: kept as 2024-01-05 whichever way they are written; what is no date stays as it is. */
        date: z.boolean().optional(),
      }),
    )
    .max(mostColumns),
})
export type Mapping = z.output<typeof Mapping>

/** What a program says of its columns; how the file is encoded and cut is seen from it where nothing is said. */
export const GivenMapping = Mapping.extend({
  format: z.enum(formats).optional(),
  sheet: remark(255).optional(),
  encoding: z.enum(encodings).optional(),
  separator: z.enum(separators).optional(),
  skipRows: z.int().min(0).max(mostRowsAbove).optional(),
  hasHeader: z.boolean().optional(),
})
export type GivenMapping = z.output<typeof GivenMapping>
export type Column = Mapping['columns'][number]

/** Words suppliers put above a column, in Chinese, English and Portuguese, without blanks and marks. */
const headings: Record<Exclude<ColumnUse, 'furtherNumber' | 'attribute' | 'skip'>, readonly string[]> = {
  externalId:
    '客户编号 客户号 客户id 会员号 会员编号 会员id 客户代码 客戶編號 customerid customerno customernumber customercode clientid memberid externalid idcliente codigocliente'.split(
      ' ',
    ),
  number:
    '手机号码 手机号 手机 电话号码 联系电话 电话 号码 移动电话 固定电话 联系方式 手機號碼 手機 電話號碼 電話 phonenumber phone mobilenumber mobilephone mobile cellphone cell telephone tel msisdn number contactnumber telefone telemovel telemóvel celular telefono numerodetelefone fone'.split(
      ' ',
    ),
  name: '客户姓名 姓名 客户名称 客户名 名字 联系人 称呼 customername fullname name contactname nome nomecompleto nomedocliente cliente 客戶姓名'.split(
    ' ',
  ),
  company:
    '公司 公司名称 工作单位 单位名称 单位 企业名称 企业 公司名稱 company companyname employer organization organisation empresa'.split(
      ' ',
    ),
  priority: '优先级 优先 优先顺序 拨打优先级 priority rank prioridade 優先級'.split(' '),
  attemptLimit:
    '拨打次数上限 最多拨打次数 最大拨打次数 拨打上限 次数上限 attemptlimit maxattempts attempts tentativas maximodetentativas limitedetentativas'.split(
      ' ',
    ),
  answerChance:
    '接通概率 接通率 应答概率 接听概率 预测接通率 接通評分 接通概率分 answerprobability answerchance answerrate answerscore contactprobability probabilityofanswer probabilidadedeatendimento'.split(
      ' ',
    ),
}
/** A heading without blanks and marks, in lower case. */
export const bareHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Whether this cell is the word above a column of numbers, and nothing else. */
export const namesNumber = (cell: string): boolean => headings.number.includes(bareHeading(cell))

/** Columns our file of refused rows has before and after those of the supplier: it is mended and comes back. */
const ofRefusedFile = '行号 未导入原因 说明 导出编号 line whyitwasrefused detail exportnumber'.split(' ')

/** A second telephone of the same person: 手机2, 备用电话, Phone 3, work phone. */
const furtherHeading =
  /(?:手机|手機|电话|電話|号码|號碼|phone|mobile|tel|telefone)(?:号码?|number)?[2-9二三]$|^(?:备用|备选|第[二三]|其他|其它|另一|家庭|住宅|办公|单位|公司|alternate|alternative|other|second|third|home|work|office)(?:联系)?(?:手机|电话|号码|phone|mobile|telephone)/

/**
 * What each column probably means, by the word above it; failing that, the number column by `numberLike`: how many of
 * its first cells read as numbers. Each meaning is given once, everything else becomes an attribute.
 */
export const suggestUses = (names: readonly string[], numberLike: readonly number[]): ColumnUse[] => {
  const bareNames = names.map(bareHeading)
  const uses: ColumnUse[] = bareNames.map((name) => (ofRefusedFile.includes(name) ? 'skip' : 'attribute'))
  for (const use of Object.keys(headings) as (keyof typeof headings)[]) {
    const found = findHeading(bareNames, use, uses)
    if (found >= 0) uses[found] = use
    // Before the company claims "公司电话".
    if (use === 'number') noteFurther(bareNames, uses)
  }
  if (!uses.includes('number')) {
    const most = Math.max(0, ...numberLike)
    const likely = numberLike.findIndex((count, column) => count === most && uses[column] === 'attribute')
    if (most > 0 && likely >= 0) uses[likely] = 'number'
  }
  return uses
}

const noteFurther = (names: readonly string[], uses: ColumnUse[]): void => {
  if (!uses.includes('number')) return
  for (const [at, name] of names.entries())
    if (uses[at] === 'attribute' && (headings.number.includes(name) || furtherHeading.test(name)))
      uses[at] = 'furtherNumber'
}

/** The exact word first, then a longer one that begins or ends with it ("客户手机号码1", "primary phone"). */
const findHeading = (names: readonly string[], use: keyof typeof headings, uses: readonly ColumnUse[]): number => {
  const words = headings[use]
  const free = (column: number) => uses[column] === 'attribute'
  const exact = words.map((word) => names.findIndex((name, column) => name === word && free(column)))
  // "公司规模" is no company, "客户号码" no customer's id.
  const near = (use === 'company' || use === 'externalId' ? [] : words)
    .filter((word) => word.length > 2 || /\p{Script=Han}{2}/u.test(word))
    .map((word) => names.findIndex((name, column) => (name.startsWith(word) || name.endsWith(word)) && free(column)))
  return [...exact, ...near].find((column) => column >= 0) ?? -1
}

/** Names for columns: those of the header, told apart where they repeat, `#3` where there is none. */
export const columnNames = (header: readonly string[] | undefined, count: number): string[] => {
  const taken = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const said = nameIn(header?.[index] ?? '')
    const start = said === '' ? `#${index + 1}` : said
    let name = start
    for (let again = 2; taken.has(name); again++) name = `${start} (${again})`
    taken.add(name)
    return name
  })
}

/** `__proto__` would be no name but a trap to whoever reads the row into an object. */
const nameIn = (cell: string): string => {
  const name = cell
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 60)
  return name === '__proto__' ? '' : name.toWellFormed()
}

/** What is kept among a person's attributes, under the name of its column. */
export const keptByName: readonly ColumnUse[] = ['attribute', 'externalId', 'company']

export type MappingFault = 'noNumberColumn' | 'useTwice' | 'nameTwice' | 'nameMissing'

/** What is wrong with a mapping, if anything. */
export const faultOfMapping = ({ columns }: Pick<Mapping, 'columns'>): MappingFault | undefined => {
  const count = (use: ColumnUse) => columns.filter((column) => column.as === use).length
  if (count('number') === 0) return 'noNumberColumn'
  if (columnUses.some((use) => !manyTimes.includes(use) && count(use) > 1)) return 'useTwice'
  const names = columns.filter(({ as }) => keptByName.includes(as)).map(({ name }) => name.trim())
  if (names.some((name) => name === '' || name === '__proto__')) return 'nameMissing'
  return new Set(names).size < names.length ? 'nameTwice' : undefined
}
