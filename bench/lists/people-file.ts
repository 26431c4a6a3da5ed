/** A made-up supplier's file in GBK: practice numbers (142…), Chinese names, a few rows that must be joined or refused. */
export type FileOfPeople = {
  rows: number
  /** The first person of the file; people of lower ordinals are in earlier files. */
  from: number
  /** Tells files apart, as their customers' cells. */
  month: string
}

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗']
const givenNames = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰']
const cities = ['北京', '上海', '广州', '深圳', '成都', '武汉', '西安', '南京', '杭州', '重庆']
const jobs = ['教师', '工程师', '医生', '个体', '公务员', '销售', '学生', '退休']

/** Every two-byte character of GBK, found by decoding them all once: Node writes no GBK itself. */
const gbkOf = (() => {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, number>()
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let second = 0x40; second < 0xff; second++) {
      if (second === 0x7f) continue
      const text = decoder.decode(Uint8Array.of(lead, second))
      if (text.length === 1 && text !== '\ufffd' && !codes.has(text)) codes.set(text, lead * 256 + second)
    }
  return codes
})()

export const inGbk = (text: string): Buffer => {
  const bytes = Buffer.allocUnsafe(text.length * 2)
  let length = 0
  for (const letter of text) {
    const code = letter.charCodeAt(0)
    if (code < 0x80) bytes[length++] = code
    else length = bytes.writeUInt16BE(gbkOf.get(letter) ?? 0x3f, length)
  }
  return bytes.subarray(0, length)
}

const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? ''

/** Numbers in an order without order, each once: 61 and 10^8 have no divisor in common. */
export const numberOf = (person: number): string => `142${String((person * 32_452_841) % 100_000_000).padStart(8, '0')}`

/** One row in a hundred repeats the one before, one in two hundred holds no number. */
const lineOf = (person: number, n: number, month: string): string => {
  const broken = n % 200 === 117
  const said = n % 100 === 51 ? person - 1 : person
  const name = pick(surnames, person * 7) + pick(givenNames, person * 11) + pick(givenNames, Math.floor(person / 25))
  return `${broken ? '无' : numberOf(said)},${name},${pick(cities, person * 3)},${18 + (person % 60)},${pick(jobs, person * 5)},套餐${person % 9},${person % 1000}.5,${month}\n`
}

const rowsPerPiece = 5000

/** The bytes of the file, made as they are read. */
export async function* bytesOf({ rows, from, month }: FileOfPeople): AsyncGenerator<Buffer> {
  yield inGbk('手机号,姓名,城市,年龄,职业,套餐,月消费,月份\n')
  for (let at = 0; at < rows; at += rowsPerPiece) {
    let text = ''
    for (let n = at; n < Math.min(rows, at + rowsPerPiece); n++) text += lineOf(from + n, n, month)
    yield inGbk(text)
  }
}
