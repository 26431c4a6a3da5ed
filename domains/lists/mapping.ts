import { z } from 'zod'

/** Encodings a list may arrive in; names as the WHATWG gives them. */
export const encodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]
export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** What a column of the file means to us. */
export const columnUses = ['number', 'name', 'priority', 'attemptLimit', 'answerChance', 'attribute', 'skip'] as const
export type ColumnUse = (typeof columnUses)[number]

export const mostColumns = 200

/** How to read a file: its bytes, its cells, and which column says what. */
export const Mapping = z.object({
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  hasHeader: z.boolean(),
  /** Where numbers without country code belong, ISO 3166. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('CN'),
  columns: z.array(z.object({ name: z.string().max(200), as: z.enum(columnUses) })).max(mostColumns),
})
export type Mapping = z.output<typeof Mapping>
export type Column = Mapping['columns'][number]

/** Words suppliers put above a column, in Chinese, English and Portuguese, without blanks and marks. */
const headings: Record<Exclude<ColumnUse, 'attribute' | 'skip'>, readonly string[]> = {
  number:
    '手机号码 手机号 手机 电话号码 联系电话 电话 号码 移动电话 固定电话 联系方式 手機號碼 手機 電話號碼 電話 phonenumber phone mobilenumber mobilephone mobile cellphone cell telephone tel msisdn number contactnumber telefone telemovel telemóvel celular telefono numerodetelefone fone'.split(
      ' ',
    ),
  name: '客户姓名 姓名 客户名称 客户名 名字 联系人 称呼 customername fullname name contactname nome nomecompleto nomedocliente cliente 客戶姓名'.split(
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
const bare = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * What each column probably means, by the word above it; failing that, the number column by `numberLike`: how many of
 * its first cells read as numbers. Each meaning is given once, everything else becomes an attribute.
 */
export const suggestUses = (names: readonly string[], numberLike: readonly number[]): ColumnUse[] => {
  const uses: ColumnUse[] = names.map(() => 'attribute')
  const bareNames = names.map(bare)
  for (const use of Object.keys(headings) as (keyof typeof headings)[]) {
    const found = findHeading(bareNames, headings[use], uses)
    if (found >= 0) uses[found] = use
  }
  if (!uses.includes('number')) {
    const most = Math.max(0, ...numberLike)
    const likely = numberLike.findIndex((count, column) => count === most && uses[column] === 'attribute')
    if (most > 0 && likely >= 0) uses[likely] = 'number'
  }
  return uses
}

/** The exact word first, then a longer one that begins or ends with it ("客户手机号码1", "primary phone"). */
const findHeading = (names: readonly string[], words: readonly string[], uses: readonly ColumnUse[]): number => {
  const free = (column: number) => uses[column] === 'attribute'
  const exact = words.map((word) => names.findIndex((name, column) => name === word && free(column)))
  const near = words
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

export type MappingFault = 'noNumberColumn' | 'useTwice' | 'nameTwice' | 'nameMissing'

/** What is wrong with a mapping, if anything. */
export const faultOfMapping = ({ columns }: Pick<Mapping, 'columns'>): MappingFault | undefined => {
  const count = (use: ColumnUse) => columns.filter((column) => column.as === use).length
  if (count('number') === 0) return 'noNumberColumn'
  if (columnUses.some((use) => use !== 'attribute' && use !== 'skip' && count(use) > 1)) return 'useTwice'
  const names = columns.filter((column) => column.as === 'attribute').map(({ name }) => name.trim())
  if (names.some((name) => name === '' || name === '__proto__')) return 'nameMissing'
  return new Set(names).size < names.length ? 'nameTwice' : undefined
}
